using System.Net.NetworkInformation;
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
            case SetMtu mtu:
                batch.SetLink(new LinkChange { Index = index, Mtu = mtu.Bytes });
                break;
            case SetMac mac:
                batch.SetLink(new LinkChange { Index = index, Mac = new PhysicalAddress(mac.Address.GetBytes()) });
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
            case AddRouteStep add:
                batch.AddRoute(Route(add.Side, add.Route, index));
                break;
            case ReplaceRoute replace:
                batch.ReplaceRoute(Route(replace.Side, replace.Route, index));
                break;
            case RemoveRouteStep remove:
                batch.DeleteRoute(Removed(remove.Side, Route(remove.Side, remove.Route, index)));
                break;
            case AddRule add:
                batch.AddRule(Rule(add.Rule) with { Protocol = (RouteProtocol)HostRoutes.Protocol });
                break;
            case RemoveRule remove:
                batch.DeleteRule(Rule(remove.Rule));
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

    private static RouteRequest Route(Side side, LinkRoute route, int index) => new()
    {
        Destination = route.IsDefault ? null : route.Destination.BaseAddress,
        PrefixLength = route.Destination.PrefixLength,
        Family = route.Version == IPVersion.IPv4 ? AddressFamily.InterNetwork : AddressFamily.InterNetworkV6,
        Via = route.Via,
        LinkIndex = index,
        OnLink = route.OnLink,
        Source = route.Source,
        Metric = route.Metric,
        Table = route.Table,
        Protocol = side == Side.Host ? (RouteProtocol)HostRoutes.Protocol : RouteProtocol.Static,
        Scope = route.Via is null && route.Version == IPVersion.IPv4 ? RouteScope.Link : RouteScope.Universe,
        Type = RouteType.Unicast,
    };

    private static RuleRequest Rule(LinkRule rule) => new()
    {
        Source = rule.From.BaseAddress,
        SourceLength = rule.From.PrefixLength,
        Table = rule.Table,
        Priority = SourceRouting.Priority,
    };

    // What is said must match: of the host only a route of ours; inside whoever made it, and also when the kernel has
    // dropped its source (IPv6, address gone).
    private static RouteRequest Removed(Side side, RouteRequest route) => route with
    {
        Source = null,
        Protocol = side == Side.Host ? route.Protocol : RouteProtocol.Unspecified,
        Scope = RouteScope.Nowhere,
        Type = RouteType.Unspecified,
    };

    /// <summary>The number of an IPv4 setting, by its file's name.</summary>
    public static Ipv4Setting SettingOf(string key) => key switch
    {
        "rp_filter" => Ipv4Setting.ReversePathFilter,
        "forwarding" => Ipv4Setting.Forwarding,
        "promote_secondaries" => Ipv4Setting.PromoteSecondaries,
        _ => throw new ArgumentException($"No IPv4 setting {key}.", nameof(key)),
    };

    private static Ipv4Settings Setting(SetSysctl setting)
    {
        Ipv4Settings settings = default;
        settings.Add(SettingOf(setting.Key), setting.Value);
        return settings;
    }
}
