using System.Net;
using ContainerNet.Engine.Model;

namespace ContainerNet.Engine.Editing;

/// <summary>The lists of addresses and routes from which wishes of one call take items, one after the other.</summary>
internal sealed class DeferredListRemovals
{
    // How many routes of an interface have an IP as next hop: mostly none, and then none has to be looked at.
    private readonly Dictionary<List<RouteConfig>, int> _nextHops = new(ReferenceEqualityComparer.Instance);

    private readonly Dictionary<List<IPInterfaceAddress>, DeferredRemovals<IPAddress, IPInterfaceAddress>> _addresses =
        new(ReferenceEqualityComparer.Instance);

    private readonly Dictionary<List<RouteConfig>, DeferredRemovals<(IPNetwork, uint Table), RouteConfig>> _routes =
        new(ReferenceEqualityComparer.Instance);

    public DeferredRemovals<IPAddress, IPInterfaceAddress> Of(List<IPInterfaceAddress> addresses)
    {
        if (!_addresses.TryGetValue(addresses, out DeferredRemovals<IPAddress, IPInterfaceAddress>? removals))
        {
            _addresses[addresses] = removals = new(addresses, a => a.IPAddress);
        }

        return removals;
    }

    public DeferredRemovals<(IPNetwork, uint Table), RouteConfig> Of(List<RouteConfig> routes)
    {
        if (!_routes.TryGetValue(routes, out DeferredRemovals<(IPNetwork, uint Table), RouteConfig>? removals))
        {
            _routes[routes] = removals = new(routes, r => (r.Destination, r.Table));
        }

        return removals;
    }

    /// <summary>How many of these routes have a next hop.</summary>
    public int CountNextHops(List<RouteConfig> routes)
    {
        if (!_nextHops.TryGetValue(routes, out int count))
        {
            _nextHops[routes] = count = Of(routes).Left.Count(r => r.Via is not null);
        }

        return count;
    }

    /// <summary>Notes that a route with a next hop comes (1) or goes (-1); before it does.</summary>
    public void ChangeNextHops(List<RouteConfig> routes, int by) => _nextHops[routes] = CountNextHops(routes) + by;

    /// <summary>Closes the gaps that removals left, so that all other code sees complete lists.</summary>
    public void End()
    {
        foreach (DeferredRemovals<IPAddress, IPInterfaceAddress> removals in _addresses.Values) removals.End();
        foreach (DeferredRemovals<(IPNetwork, uint Table), RouteConfig> removals in _routes.Values) removals.End();
        _addresses.Clear();
        _routes.Clear();
    }
}
