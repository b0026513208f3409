using System.Globalization;
using System.Net;
using System.Net.Sockets;
using ContainerNet.Engine.Kernel.Apply;
using ContainerNet.Engine.Kernel.Plan;
using ContainerNet.Netlink;

namespace ContainerNet.Engine.Kernel.State;

/// <summary>A link as the kernel has it, in the words of the plan, so that the two can be compared.</summary>
internal sealed record ActualLink
{
    private const int Few = 8;

    private static readonly AddressFamily[] s_families = [AddressFamily.InterNetwork, AddressFamily.InterNetworkV6];

    public required bool IsUp { get; init; }

    public string? Alias { get; init; }

    /// <summary>The name of its bridge; null for none, and "another link" for one that has no name here.</summary>
    public string? Master { get; init; }

    public int Mtu { get; init; }

    /// <summary>The hardware address as ip writes it; null for a link without.</summary>
    public string? Mac { get; init; }

    public int TxQueues { get; init; }

    public int RxQueues { get; init; }

    public LinkSettings Settings { get; init; }

    /// <summary>Whether the host forwards packets of a family.</summary>
    public Func<IPVersion, bool> Forwards { get; init; } = HostForwarding.IsOn;

    public required LinkState State { get; init; }

    /// <summary>Reads a link; null when it is not there.</summary>
    /// <param name="network">The namespace that it is in.</param>
    /// <param name="side">Whose namespace that is.</param>
    /// <param name="wanted">What it should be: only what can be compared with it is read as a difference.</param>
    public static ActualLink? Read(NetworkView network, Side side, LinkState wanted)
    {
        if (network.GetLink(wanted.Name) is not { } link) return null;
        return new ActualLink
        {
            IsUp = link.IsUp,
            Alias = link.Alias,
            Master = link.MasterIndex == 0 ? null : network.GetLink(link.MasterIndex)?.Name ?? "another link",
            Mtu = link.Mtu,
            Mac = MacText(link.Mac.GetAddressBytes()),
            TxQueues = link.TxQueues,
            RxQueues = link.RxQueues,
            Settings = link.Settings,
            Forwards = network.Forwards,
            State = new LinkState
            {
                Name = wanted.Name,
                Addresses = Addresses(network, link.Index, wanted),
                Routes = Routes(network, side, link.Index, wanted),
            },
        };
    }

    private static string? MacText(byte[] bytes) =>
        bytes.Length == 0 ? null : string.Join(':', bytes.Select(b => b.ToString("x2", CultureInfo.InvariantCulture)));

    private static List<IPInterfaceAddress> Addresses(NetworkView network, int index, LinkState wanted)
    {
        var result = new List<IPInterfaceAddress>(wanted.Addresses.Count);
        ICollection<IPInterfaceAddress> wishes = Searchable(wanted.Addresses);
        foreach (AddressFamily family in s_families)
        {
            foreach (InterfaceAddress found in network.GetAddresses(family, index))
            {
                var address = new IPInterfaceAddress(found.Address, found.PrefixLength);
                if (IsSomebodysWish(address, found.Flags) || wishes.Contains(address)) result.Add(address);
            }
        }

        return result;
    }

    // Not the kernel's own link-local address, and not one that a DHCP server or a router gave for a while.
    private static bool IsSomebodysWish(IPInterfaceAddress address, AddressFlags flags) =>
        !address.IPAddress.IsIPv6LinkLocal && (flags & AddressFlags.Permanent) != 0;

    private static List<LinkRoute> Routes(
        NetworkView network, Side side, int index, LinkState wanted)
    {
        var result = new List<LinkRoute>(wanted.Routes.Count);
        ICollection<LinkRoute> wishes = Searchable(wanted.Routes);
        foreach (AddressFamily family in s_families)
        {
            foreach (Route route in network.GetRoutes(NetworkView.MainRoutes(family, index)))
            {
                if (route.Type != RouteType.Unicast) continue;
                LinkRoute told = Of(route);
                if (Find(wishes, told) is { } wish) result.Add(wish);
                else if (MayBeOurs(side, route.Protocol)) result.Add(told);
            }
        }

        return result;
    }

    // Mostly one or two, which are found faster in a list.
    private static ICollection<T> Searchable<T>(IReadOnlyList<T> items) =>
        items.Count <= Few && items is ICollection<T> list ? list : new HashSet<T>(items);

    // Of the host's routes only those that say so. Inside, the kernel's connected routes follow the addresses and a
    // client's its leases; what else there is a script or an administrator has made.
    private static bool MayBeOurs(Side side, RouteProtocol protocol) => side == Side.Host
        ? protocol == (RouteProtocol)HostRoutes.Protocol
        : protocol is RouteProtocol.Static or RouteProtocol.Boot;

    /// <summary>A route in the words of the plan.</summary>
    public static LinkRoute Of(Route route)
    {
        bool v6 = route.Family == AddressFamily.InterNetworkV6;
        IPAddress any = v6 ? IPAddress.IPv6Any : IPAddress.Any;
        return new LinkRoute(new IPNetwork(route.Destination ?? any, route.PrefixLength))
        {
            Via = route.Via,
            Source = route.Source,
            OnLink = route.IsOnLink,

            // IP6_RT_PRIO_USER of net/ip6_route.h: what the kernel takes when nobody says a metric.
            Metric = v6 && route.Metric == 1024 ? 0 : route.Metric,
        };
    }

    // "On-link" only tells the kernel not to check the next hop: whoever made the route may have had no need to say it.
    private static LinkRoute? Find(ICollection<LinkRoute> wishes, LinkRoute route)
    {
        if (wishes.Contains(route)) return route;
        if (wishes.Count == 0) return null;
        LinkRoute flipped = route with { OnLink = !route.OnLink };
        return wishes.Contains(flipped) ? flipped : null;
    }
}
