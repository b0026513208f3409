using System.Net;

namespace ContainerNet.Engine.Kernel.Plan;

/// <summary>The ordered steps from one state of a link to another.</summary>
/// <remarks>
/// The order rests on facts of the kernel: a route's next hop must be reachable when it is added; deleting an IPv4
/// address deletes the routes that have it as source (fib_sync_down_addr), so those are replaced before; deleting the
/// last IPv4 address of a link deletes all IPv4 routes through it (fib_disable_ip), so those are added again after.
/// </remarks>
internal static class LinkDiff
{
    public static IEnumerable<KernelOp> Between(Side side, LinkState from, LinkState to) =>
        from.Addresses.SequenceEqual(to.Addresses) && from.Routes.SequenceEqual(to.Routes) ? [] : Steps(side, from, to);

    private static IEnumerable<KernelOp> Steps(Side side, LinkState from, LinkState to)
    {
        string link = to.Name;
        var had = new HashSet<IPInterfaceAddress>(from.Addresses);
        var wanted = new HashSet<IPInterfaceAddress>(to.Addresses);
        foreach (IPInterfaceAddress address in to.Addresses)
        {
            if (!had.Contains(address)) yield return new AddAddress(side, link, address);
        }

        var routesHad = new RoutesByKey(from.Routes);

        // The kernel takes a deletion without metric for one of any: the new route must not be there yet.
        foreach (LinkRoute route in from.Routes.Where(r => r.IsDefault && r.Metric == 0 && GetsMetric(r, to)))
        {
            routesHad.Take(route);
            yield return new RemoveRouteStep(side, link, route);
        }

        foreach (LinkRoute route in to.Routes)
        {
            LinkRoute? before = routesHad.Take(route);
            if (before == route) continue;

            // A process that was killed may have stored the address without adding it; twice does no harm.
            if (route.Source is { } source && !source.Equals(before?.Source)
                && to.Addresses.FirstOrDefault(a => a.IPAddress.Equals(source)) is { } first && had.Contains(first))
            {
                yield return new AddAddress(side, link, first);
            }

            foreach (KernelOp op in Put(side, link, before, route)) yield return op;
        }

        // A table is filled before rules lead to it, and emptied after.
        foreach (LinkRule rule in to.Rules.Except(from.Rules)) yield return new AddRule(side, link, rule);
        List<LinkRoute> rest = [.. routesHad.Rest];
        foreach (LinkRoute route in rest.Where(r => r.Table == 0))
        {
            yield return new RemoveRouteStep(side, link, route);
        }

        foreach (IPInterfaceAddress address in from.Addresses)
        {
            if (!wanted.Contains(address)) yield return new RemoveAddress(side, link, address);
        }

        // After the addresses: as long as one is there, its packets need the rule.
        foreach (LinkRule rule in from.Rules.Except(to.Rules)) yield return new RemoveRule(side, link, rule);
        foreach (LinkRoute route in rest.Where(r => r.Table != 0))
        {
            yield return new RemoveRouteStep(side, link, route);
        }

        if (!LosesAllIPv4(from, to)) yield break;
        foreach (LinkRoute route in to.Routes)
        {
            if (route.Version != IPVersion.IPv4) continue;
            yield return side == Side.Host ? new AddRouteStep(side, link, route) : new ReplaceRoute(side, link, route);
        }
    }

    // Whatever stands at a prefix and metric is replaced, whose ever it is. So nothing is on the host: there ours goes,
    // told by its protocol, and the new one is only added. Inside, a default route may have to take the place of
    // another interface's, which moves to a higher metric.
    private static IEnumerable<KernelOp> Put(Side side, string link, LinkRoute? before, LinkRoute route)
    {
        if (side == Side.Host)
        {
            if (before is not null) yield return new RemoveRouteStep(side, link, before);
            yield return new AddRouteStep(side, link, route);
        }
        else
        {
            yield return before is not null || route.IsDefault
                ? new ReplaceRoute(side, link, route)
                : new AddRouteStep(side, link, route);
        }
    }

    private static bool GetsMetric(LinkRoute route, LinkState to)
    {
        IEnumerable<LinkRoute> same = to.Routes
            .Where(r => r.Destination.Equals(route.Destination) && r.Table == route.Table);
        return same.Any() && same.All(r => r.Metric != 0);
    }

    private static bool LosesAllIPv4(LinkState from, LinkState to) =>
        from.Addresses.Any(IsIPv4) && !to.Addresses.Any(IsIPv4);

    private static bool IsIPv4(IPInterfaceAddress address) => address.GetVersion() == IPVersion.IPv4;

    /// <summary>
    /// Routes by what the kernel tells those of a link apart by: prefix, metric and table. With "append" it takes
    /// several of one.
    /// </summary>
    private sealed class RoutesByKey(IReadOnlyList<LinkRoute> routes)
    {
        private readonly Dictionary<(IPNetwork, uint, uint), List<LinkRoute>> _left = routes
            .GroupBy(Key).ToDictionary(g => g.Key, g => g.ToList());

        /// <summary>Those that were not taken, in their order.</summary>
        public IEnumerable<LinkRoute> Rest => routes.Where(
            r => _left.TryGetValue(Key(r), out List<LinkRoute>? left) && left.Remove(r));

        /// <summary>Takes out the route itself, or else one of its key; null for none.</summary>
        public LinkRoute? Take(LinkRoute route)
        {
            if (!_left.TryGetValue(Key(route), out List<LinkRoute>? same) || same.Count == 0) return null;
            int index = Math.Max(same.IndexOf(route), 0);
            LinkRoute taken = same[index];
            same.RemoveAt(index);
            return taken;
        }

        private static (IPNetwork, uint, uint) Key(LinkRoute route) =>
            (route.Destination, route.Metric, route.Table);
    }
}
