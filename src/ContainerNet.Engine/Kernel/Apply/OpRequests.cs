using System.Net.Sockets;
using ContainerNet.Engine.Kernel.Plan;
using ContainerNet.Netlink;

namespace ContainerNet.Engine.Kernel.Apply;

/// <summary>A step as a netlink request.</summary>
internal static class OpRequests
{
    public static void Append(NetlinkBatch batch, KernelOp op, int index, int masterIndex)
    {
        switch (op)
        {
            case DeleteLink:
                batch.DeleteLink(index);
                break;
            case SetUp:
                batch.SetLink(new LinkChange { Index = index, Up = true });
                break;
            case SetAlias alias:
                batch.SetLink(new LinkChange { Index = index, Alias = alias.Alias });
                break;
            case SetMaster:
                batch.SetLink(new LinkChange { Index = index, MasterIndex = masterIndex });
                break;
            case SetSysctl { Version: IPVersion.IPv4 } setting:
                batch.SetLink(new LinkChange { Index = index, Ipv4Conf = Setting(setting) });
                break;
            case AddAddress add:
                batch.AddAddress(Address(add.Address, index));
                break;
            case RemoveAddress remove:
                batch.DeleteAddress(Address(remove.Address, index));
                break;
            case AddRouteOp add:
                batch.AddRoute(Route(add.Route, index));
                break;
            case ReplaceRoute replace:
                batch.ReplaceRoute(Route(replace.Route, index));
                break;
            case RemoveRouteOp remove:
                batch.DeleteRoute(AnyOf(Route(remove.Route, index)));
                break;
            default:
                throw new ArgumentException($"No request for {op.GetType().Name}.", nameof(op));
        }
    }

    private static AddressRequest Address(IPInterfaceAddress address, int index) => new()
    {
        LinkIndex = index,
        Address = address.IPAddress,
        PrefixLength = address.PrefixLength,
        NoDad = address.GetVersion() == IPVersion.IPv6,
    };

    private static RouteRequest Route(LinkRoute route, int index) => new()
    {
        Destination = route.IsDefault ? null : route.Destination.BaseAddress,
        PrefixLength = route.Destination.PrefixLength,
        Family = route.Version == IPVersion.IPv4 ? AddressFamily.InterNetwork : AddressFamily.InterNetworkV6,
        Via = route.Via,
        LinkIndex = index,
        OnLink = route.OnLink,
        Source = route.Source,
        Metric = route.Metric,
        Protocol = RouteProtocol.Static,
        Scope = route.Via is null && route.Version == IPVersion.IPv4 ? RouteScope.Link : RouteScope.Universe,
        Type = RouteType.Unicast,
    };

    // Whoever made it, and also when the kernel has dropped its source (IPv6, address gone): what is said must match.
    private static RouteRequest AnyOf(RouteRequest route) => route with
    {
        Source = null,
        Protocol = RouteProtocol.Unspecified,
        Scope = RouteScope.Nowhere,
        Type = RouteType.Unspecified,
    };

    private static Ipv4Settings Setting(SetSysctl setting)
    {
        Ipv4Settings settings = default;
        settings.Add(
            setting.Key switch
            {
                "rp_filter" => Ipv4Setting.ReversePathFilter,
                "forwarding" => Ipv4Setting.Forwarding,
                "promote_secondaries" => Ipv4Setting.PromoteSecondaries,
                _ => throw new ArgumentException($"No IPv4 setting {setting.Key}.", nameof(setting)),
            },
            setting.Value);
        return settings;
    }
}
