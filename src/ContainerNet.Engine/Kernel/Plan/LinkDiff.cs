using System.Net;

namespace ContainerNet.Engine.Kernel.Plan;

/// <summary>The ordered steps from one state of a link to another.</summary>
/// <remarks>
/// The order rests on facts of the kernel: a route's next hop must be reachable when it is added; deleting an IPv4 address
/// deletes the routes that have it as source (fib_sync_down_addr), so those are replaced before; deleting the last IPv4
/// address of a link deletes all IPv4 routes through it (fib_disable_ip), so those are added again after.
/// </remarks>
internal static class LinkDiff
{
    public static IEnumerable<KernelOp> Between(Side side, LinkState from, LinkState to)
    {
        string link = to.Name;
        var had = new HashSet<IPInterfaceAddress>(from.Addresses);
        var wanted = new HashSet<IPInterfaceAddress>(to.Addresses);
        foreach (IPInterfaceAddress address in to.Addresses)
        {
            if (!had.Contains(address)) yield return new AddAddress(side, link, address);
        }

        var routesHad = from.Routes.ToDictionary(r => r, SameKey.Instance);

        // The kernel takes a deletion without metric for one of any: the new route must not be there yet.
        foreach (LinkRoute route in from.Routes.Where(r => r.IsDefault && r.Metric == 0 && GetsMetric(r, to)))
        {
            routesHad.Remove(route);
            yield return new RemoveRouteOp(side, link, route);
        }

        foreach (LinkRoute route in to.Routes)
        {
            bool replaces = routesHad.Remove(route, out LinkRoute? before);
            if (replaces && before == route) continue;

            // A process that was killed may have stored the address without adding it; twice does no harm.
            if (route.Source is { } source && !source.Equals(before?.Source)
                && to.Addresses.FirstOrDefault(a => a.IPAddress.Equals(source)) is { } first && had.Contains(first))
            {
                yield return new AddAddress(side, link, first);
            }

            // A default route may have to take the place of another interface's, which moves to a higher metric.
            yield return replaces || route.IsDefault
                ? new ReplaceRoute(side, link, route)
                : new AddRouteOp(side, link, route);
        }

        foreach (LinkRoute route in from.Routes)
        {
            if (routesHad.ContainsKey(route)) yield return new RemoveRouteOp(side, link, route);
        }

        foreach (IPInterfaceAddress address in from.Addresses)
        {
            if (!wanted.Contains(address)) yield return new RemoveAddress(side, link, address);
        }

        if (!LosesAllIPv4(from, to)) yield break;
        foreach (LinkRoute route in to.Routes)
        {
            if (route.Version == IPVersion.IPv4) yield return new ReplaceRoute(side, link, route);
        }
    }

    private static bool GetsMetric(LinkRoute route, LinkState to)
    {
        IEnumerable<LinkRoute> same = to.Routes.Where(r => r.Destination.Equals(route.Destination));
        return same.Any() && same.All(r => r.Metric != 0);
    }

    private static bool LosesAllIPv4(LinkState from, LinkState to) =>
        from.Addresses.Any(IsIPv4) && !to.Addresses.Any(IsIPv4);

    private static bool IsIPv4(IPInterfaceAddress address) => address.GetVersion() == IPVersion.IPv4;

    /// <summary>What the kernel tells routes of a link apart by.</summary>
    private sealed class SameKey : IEqualityComparer<LinkRoute>
    {
        public static SameKey Instance { get; } = new();

        public bool Equals(LinkRoute? x, LinkRoute? y) =>
            x?.Metric == y?.Metric && x?.Destination.Equals(y?.Destination) == true;

        public int GetHashCode(LinkRoute obj) => HashCode.Combine(obj.Destination.BaseAddress, obj.Metric);
    }
}
