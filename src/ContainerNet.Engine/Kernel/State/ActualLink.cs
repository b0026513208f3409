using System.Net;
using System.Net.Sockets;
using ContainerNet.Engine.Kernel.Plan;
using ContainerNet.Netlink;

namespace ContainerNet.Engine.Kernel.State;

/// <summary>A link as the kernel has it, in the words of the plan, so that the two can be compared.</summary>
internal sealed record ActualLink
{
    public required bool IsUp { get; init; }

    public string? Alias { get; init; }

    public int MasterIndex { get; init; }

    public required LinkState State { get; init; }

    /// <summary>Reads a link; null when it is not there.</summary>
    /// <param name="socket">A socket of its namespace.</param>
    /// <param name="wanted">What it should be: only what can be compared with it is read as a difference.</param>
    public static ActualLink? Read(RouteNetlink socket, LinkState wanted)
    {
        if (socket.GetLink(wanted.Name) is not { } link) return null;
        return new ActualLink
        {
            IsUp = link.IsUp,
            Alias = link.Alias,
            MasterIndex = link.MasterIndex,
            State = new LinkState
            {
                Name = wanted.Name,
                Addresses = Addresses(socket, link.Index, wanted),
                Routes = Routes(socket, link.Index, wanted),
            },
        };
    }

    private static List<IPInterfaceAddress> Addresses(RouteNetlink socket, int index, LinkState wanted) =>
        socket.GetAddresses(AddressFamily.Unspecified, index)
            .Select(a => (Address: new IPInterfaceAddress(a.Address, a.PrefixLength), a.Flags))
            .Where(a => wanted.Addresses.Contains(a.Address) || IsSomebodysWish(a.Address, a.Flags))
            .Select(a => a.Address)
            .ToList();

    // Not the kernel's own link-local address, and not one that a DHCP server or a router gave for a while.
    private static bool IsSomebodysWish(IPInterfaceAddress address, AddressFlags flags) =>
        !address.IPAddress.IsIPv6LinkLocal && (flags & AddressFlags.Permanent) != 0;

    private static List<LinkRoute> Routes(RouteNetlink socket, int index, LinkState wanted)
    {
        var result = new List<LinkRoute>();
        var wishes = new HashSet<LinkRoute>(wanted.Routes);
        foreach (AddressFamily family in new[] { AddressFamily.InterNetwork, AddressFamily.InterNetworkV6 })
        {
            var filter = new RouteFilter { Family = family, OutputLink = index, Table = Route.MainTable };
            foreach (Route route in socket.GetRoutes(filter))
            {
                // The kernel's connected routes follow the addresses; a client's follow its leases.
                bool comparable = route.Type == RouteType.Unicast
                    && route.Protocol is RouteProtocol.Static or RouteProtocol.Boot;
                if (comparable) result.Add(Like(wishes, Of(route)));
            }
        }

        return result;
    }

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
    private static LinkRoute Like(HashSet<LinkRoute> wishes, LinkRoute route)
    {
        LinkRoute flipped = route with { OnLink = !route.OnLink };
        return wishes.Contains(flipped) ? flipped : route;
    }
}
