using System.Net;
using ContainerNet.Engine.Kernel.Plan;

namespace ContainerNet.Engine.DistroConfig.Text;

/// <summary>The container's end of one interface in one family.</summary>
internal sealed class FamilyState
{
    private FamilyState(InterfaceState state, IPVersion version)
    {
        Version = version;
        Dhcp = state.Dhcp;
        Addresses = [.. state.Container.Addresses.Where(a => a.GetVersion() == version)];
        Routes = [.. state.Container.Routes.Where(r => r.Version == version)];
        Rules = [.. state.Container.Rules.Where(r => r.Version == version)];
    }

    public IPVersion Version { get; }

    public bool Dhcp { get; }

    public IReadOnlyList<IPInterfaceAddress> Addresses { get; }

    /// <summary>Those of the main table first.</summary>
    public IReadOnlyList<LinkRoute> Routes { get; }

    public IReadOnlyList<LinkRule> Rules { get; }

    /// <summary>ip(8)'s option: -4 or -6.</summary>
    public string Option => Version == IPVersion.IPv4 ? "-4" : "-6";

    /// <summary>
    /// The routes, with a route to each on-link next hop before the one that needs it, for formats without an on-link
    /// word; a next hop that has such a route already gets no second one.
    /// </summary>
    public IEnumerable<LinkRoute> RoutesWithLinkHops()
    {
        foreach (LinkRoute route in Routes)
        {
            // The kernel finds a next hop of any table by the routes of the main one.
            if (route is { OnLink: true, Table: 0, Via: { } via } && !IsOnRoute(via))
                yield return new LinkRoute(Prefix.Of(via, IPText.BitLength(via)));
            yield return route;
        }
    }

    private bool IsOnRoute(IPAddress hop) =>
        Routes.Any(r => r.Via is null && r.Table == 0 && r.Destination.Contains(hop));

    public static FamilyState V4(InterfaceState state) => new(state, IPVersion.IPv4);

    public static FamilyState V6(InterfaceState state) => new(state, IPVersion.IPv6);

    /// <summary>Both families, IPv4 first.</summary>
    public static IEnumerable<FamilyState> Both(InterfaceState state) => [V4(state), V6(state)];
}
