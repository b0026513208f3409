using System.Net;

namespace ContainerNet.Engine.Kernel.Plan;

/// <summary>
/// What comes to an address of a container is answered from it through the same interface. Where a container has
/// several ways out, the main table's default route would send every answer through the first one: so each address
/// gets a rule that leads to a routing table of its interface. A container with one way out has neither. Pure.
/// </summary>
internal static class SourceRouting
{
    /// <summary>
    /// The table of a container's first interface; each further one has the next number, so that it is the same as long
    /// as the container has the same interfaces. Busybox knows no table beyond 255, and 253 to 255 are the kernel's.
    /// </summary>
    public const uint FirstTable = 171;

    /// <summary>Where the tables go on for a container with more interfaces than that leaves room for.</summary>
    private const uint FurtherTables = 7100;
    private const int Room = 82;

    /// <summary>The place of every rule of ours, before main's (32766).</summary>
    public const uint Priority = 7100;

    private static readonly IPVersion[] s_versions = [IPVersion.IPv4, IPVersion.IPv6];

    /// <summary>Gives the container's ends their tables, and rules where there are several ways out.</summary>
    /// <param name="states">The container's interfaces, in order.</param>
    /// <param name="foreignDefaults">The families of which an interface of somebody else has the default route.</param>
    public static IReadOnlyList<InterfaceState> AddTo(
        IReadOnlyList<InterfaceState> states, IReadOnlyCollection<IPVersion> foreignDefaults)
    {
        if (states.Count + foreignDefaults.Count < 2) return states;
        HashSet<IPVersion> several =
        [
            .. s_versions.Where(v => states.Count(s => IsWayOut(s, v)) + foreignDefaults.Count(f => f == v) > 1),
        ];
        return [.. states.Select((state, place) => state with
        {
            Container = WithTable(state.Container, TableOf(place), several, state.Type),
        })];
    }

    /// <summary>The table of the interface at a place.</summary>
    public static uint TableOf(int place) => (place < Room ? FirstTable : FurtherTables) + (uint)place;

    private static LinkState WithTable(LinkState end, uint table, HashSet<IPVersion> several, CtNetIfType type)
    {
        var routes = new List<LinkRoute>();
        var rules = new List<LinkRule>();
        foreach (IPVersion version in s_versions)
        {
            if (!several.Contains(version) || DefaultOf(end, version) is not { } way) continue;
            List<IPInterfaceAddress> addresses = [.. end.Addresses.Where(a => a.GetVersion() == version)];
            if (addresses.Count == 0) continue;

            // Neighbours on a bridge are reached as in the main table. At a routed interface there is only the host.
            if (type == CtNetIfType.Bridge) routes.AddRange(Networks(addresses).Select(n => new LinkRoute(n)));

            // Without a source: the rule has seen one, and the kernel forgets such routes with their address only in
            // the main table.
            routes.Add(way with { Source = null, Metric = 0 });
            rules.AddRange(addresses.Select(a => new LinkRule(
                new IPNetwork(a.IPAddress, IPText.BitLength(a.IPAddress)), table)));
        }

        return end with
        {
            Table = table,
            Routes = [.. end.Routes, .. routes.Select(r => r with { Table = table })],
            Rules = rules,
        };
    }

    // A DHCP client brings its own default route, which is not in the state.
    private static bool IsWayOut(InterfaceState state, IPVersion version) =>
        state.Dhcp || DefaultOf(state.Container, version) is not null;

    private static LinkRoute? DefaultOf(LinkState end, IPVersion version) =>
        end.Routes.FirstOrDefault(r => r.IsDefault && r.Version == version);

    private static IEnumerable<IPNetwork> Networks(IEnumerable<IPInterfaceAddress> addresses) => addresses
        .Where(a => a.PrefixLength < IPText.BitLength(a.IPAddress)).Select(a => a.GetNetwork()).Distinct();
}
