using System.Net;
using ContainerNet.Engine.Kernel.State;
using ContainerNet.Engine.Model;

namespace ContainerNet.Engine.Editing;

/// <summary>Routes to containers: added and removed at any time (rules 4 and 5).</summary>
internal sealed class RouteEdits(
    EditedContainers containers, AddressIndex index, IHostView host, DeferredListRemovals lists)
{
    public void Add(AddRoute change)
    {
        (ContainerConfig container, InterfaceConfig config) = containers.Find(change);
        IPVersion version = Prefix.Version(change.Destination);
        InterfaceRules.CheckRoute(config, change.Destination, change.Table, change.Target);

        // The container's address on the interconnect is what a route without next hop goes through.
        IPAddress? interconnect = config.Via(version)?.ContainerAddress.IPAddress;
        if (change.Via?.Equals(interconnect) == true) change = change with { Via = null };
        if (change.Via is { } via && !HasAddress(via, container, config))
        {
            throw InterfaceErrors.NextHopNotFound(via, change.Target);
        }

        uint table = change.Table ?? 0;
        bool over = HasRouteOver(change.Destination, container, config, table);
        RouteConfig? known = !over ? null : config.Routes(version).Find(r =>
            r.Table == table && (r.Destination.Equals(change.Destination)
                || (change.Via is null && r.Via is null && Prefix.Covers(r.Destination, change.Destination))));
        if (known is not null) throw InterfaceErrors.RouteExists(change.Destination, known.Destination, change.Target);
        RequireFree(change.Destination, container, config.Name, change.Target, change.Force, table);
        AddTo(container, config, new RouteConfig(change.Destination, change.Via, change.WithIp) { Table = table });
    }

    public void Remove(RemoveRoute change)
    {
        (ContainerConfig container, InterfaceConfig config) = containers.Find(change);
        if (config.Type != CtNetIfType.Routed) throw InterfaceErrors.NotRouted(change.Target);
        List<RouteConfig> routes = config.Routes(Prefix.Version(change.Destination));
        uint table = change.Table ?? 0;
        int place = lists.Of(routes).Find(
            (change.Destination, table), r => r.Destination.Equals(change.Destination) && r.Table == table);
        if (place < 0) throw Errors.RouteNotFound(change.Destination, change.Table, change.Target);
        RemoveAt(container, config, routes, place);
    }

    /// <summary>The route that an IP brings; null when it needs none.</summary>
    /// <exception cref="ContainerNetException">It can't be.</exception>
    public RouteConfig? BroughtBy(AddIp change, ContainerConfig container, InterfaceConfig config)
    {
        if (config.Type == CtNetIfType.Bridge)
        {
            if (change.RouteAs is not null || change.NoRoute) throw InterfaceErrors.NotRouted(change.Target);
            return null;
        }

        IPNetwork destination = change.Address.GetNetwork();
        if (change.RouteAs is { } other)
        {
            if (Prefix.Version(other) != change.Address.GetVersion() || !other.Contains(change.Address.IPAddress))
            {
                throw Errors.RouteDoesNotInclude(other, change.Address, change.Target);
            }

            destination = other;
        }
        else if (change.NoRoute)
        {
            return null;
        }

        if (HasRouteOver(destination, container, config)) return null;
        RequireFree(destination, container, config.Name, change.Target, force: false);
        return new RouteConfig(destination, null, Brought: true);
    }

    /// <summary>Adds a route that can be.</summary>
    public void AddTo(ContainerConfig container, InterfaceConfig config, RouteConfig route)
    {
        List<RouteConfig> routes = config.Routes(Prefix.Version(route.Destination));
        if (route.Via is not null) lists.ChangeNextHops(routes, 1);
        routes.Add(route);
        index.Add(PrefixOwner.OfRoute(container.Name, config.Name, route));
    }

    /// <summary>
    /// Removes what an IP that is gone had brought, unless another IP lies in it, and what goes through the IP.
    /// </summary>
    public void RemoveThoseOf(IPAddress address, ContainerConfig container, InterfaceConfig config, bool keep)
    {
        IPVersion version = IPText.BitLength(address) == 32 ? IPVersion.IPv4 : IPVersion.IPv6;
        List<RouteConfig> routes = config.Routes(version);
        DeferredRemovals<(IPNetwork, uint Table), RouteConfig> removals = lists.Of(routes);
        if (lists.CountNextHops(routes) > 0)
        {
            foreach (RouteConfig route in removals.Left.Where(r => address.Equals(r.Via)).ToList())
            {
                RemoveAt(container, config, routes, removals.Find((route.Destination, route.Table), r => r == route));
            }
        }

        // The routes are taken out of the index as it is gone through.
        var around = new List<PrefixOwner>();
        foreach (PrefixOwner owner in index.Covering(new IPNetwork(address, IPText.BitLength(address))))
        {
            if (IsRouteOf(owner, container, config)) around.Add(owner);
        }

        foreach (PrefixOwner owner in around)
        {
            IPNetwork destination = owner.Prefix;
            int place = removals.Find((destination, 0), r => r.Destination.Equals(destination) && r.Table == 0);
            if (place < 0 || !routes[place].Brought) continue;
            bool needed = destination.PrefixLength < IPText.BitLength(address)
                && lists.Of(config.Addresses(version)).Left.Any(a => destination.Contains(a.IPAddress));
            if (keep) routes[place] = routes[place] with { Brought = false };
            else if (!needed) RemoveAt(container, config, routes, place);
        }
    }

    private void RemoveAt(ContainerConfig container, InterfaceConfig config, List<RouteConfig> routes, int place)
    {
        index.Remove(PrefixOwner.OfRoute(container.Name, config.Name, routes[place]));
        if (routes[place].Via is not null) lists.ChangeNextHops(routes, -1);
        lists.Of(routes).RemoveAt(place);
    }

    // The index answers at once where the interface's own lists, which may be long, would have to be gone through.
    private bool HasRouteOver(
        IPNetwork destination, ContainerConfig container, InterfaceConfig config, uint table = 0)
    {
        foreach (PrefixOwner owner in index.Covering(destination, table))
        {
            if (IsRouteOf(owner, container, config)) return true;
        }

        return false;
    }

    private bool HasAddress(IPAddress address, ContainerConfig container, InterfaceConfig config) =>
        (index.FindAddress(address) is { Use: PrefixUse.Address } owner
            && owner.Container == container.Name && owner.Interface == config.Name)
        || config.Addresses(IPText.BitLength(address) == 32 ? IPVersion.IPv4 : IPVersion.IPv6)
            .Exists(a => a.IPAddress.Equals(address));

    private void RequireFree(
        IPNetwork destination, ContainerConfig container, string interfaceName, string target, bool force,
        uint table = 0)
    {
        foreach (PrefixOwner owner in index.Covering(destination, table)) Check(owner);
        foreach (PrefixOwner owner in index.Inside(destination, table)) Check(owner);
        bool thorough = !containers.IsRunning(container);
        if (table == 0) HostRules.RequireNotHosts(destination, host, thorough, target);
        else if (thorough) HostRules.RequireNotHosts(destination, table, host, target);

        void Check(PrefixOwner owner)
        {
            if (owner.Use == PrefixUse.Address) return;
            bool mine = owner.Container == container.Name;
            bool same = owner.Prefix.Equals(destination);

            // Within one container a narrower route to another interface is the user's business; the same one twice
            // is refused by the kernel. Forced, a narrower route in another container's wider one is allowed.
            if (mine && (owner.Interface == interfaceName || !same)) return;
            if (force && !same && owner.Use == PrefixUse.Route) return;
            throw InterfaceErrors.RouteOverlaps(destination, owner, target);
        }
    }

    private static bool IsRouteOf(PrefixOwner owner, ContainerConfig container, InterfaceConfig config) =>
        owner.Use == PrefixUse.Route && owner.Container == container.Name && owner.Interface == config.Name;
}
