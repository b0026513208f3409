using System.Net;
using ContainerNet.Engine.Kernel.Plan;
using ContainerNet.Engine.Model;

namespace ContainerNet.Engine.Editing;

/// <summary>IPs and routes: added and removed at any time (rules 4 and 5).</summary>
internal sealed partial class Editor
{
    // How many routes of an interface have an IP as next hop: mostly none, and then none has to be looked at.
    private readonly Dictionary<List<RouteConfig>, int> _nextHops = new(ReferenceEqualityComparer.Instance);

    private readonly Dictionary<List<IPInterfaceAddress>, Thinning<IPAddress, IPInterfaceAddress>> _thinnedAddresses =
        new(ReferenceEqualityComparer.Instance);

    private readonly Dictionary<List<RouteConfig>, Thinning<IPNetwork, RouteConfig>> _thinnedRoutes =
        new(ReferenceEqualityComparer.Instance);

    private void Add(AddIp change)
    {
        (ContainerConfig container, InterfaceConfig config) = Find(change);
        IPInterfaceAddress address = change.Address;
        IPVersion version = address.GetVersion();
        AddressRules.RequireAssignable(address, change.Target);
        if (!config.Carries(version)) throw Errors.NoInterconnect(change.Target, version);
        RequireFreeAddress(address, container.Name, config, change.Target);
        if (address.IPAddress.Equals(GatewayOf(config, version))) throw Errors.AddressIsGateway(address, change.Target);
        if (host.OwnerOf(address.IPAddress) is { } link) throw Errors.AddressIsHosts(address, link, change.Target);
        RouteConfig? route = RouteFor(change, container, config);
        config.Addresses(version).Add(address);
        index.Add(PrefixOwner.OfAddress(container.Name, config.Name, address.IPAddress));
        if (route is null) return;
        config.Routes(version).Add(route);
        index.Add(RouteOwner(container, config, route.Destination));
    }

    // The gateway of an interconnect is one of its ends, and that of a bridge with "auto" is the host's own address.
    private static IPAddress? GatewayOf(InterfaceConfig config, IPVersion version) =>
        config.Type == CtNetIfType.Bridge ? config.Gateway(version).Address
        : config.IsLinkScope && version == IPVersion.IPv4 ? DesiredState.LinkScopeGatewayV4.IPAddress
        : null;

    // Addresses of an interface's own interconnect may be its IPs, except the two ends.
    private void RequireFreeAddress(
        IPInterfaceAddress address, string container, InterfaceConfig config, string target)
    {
        if (index.FindAddress(address.IPAddress) is not { } owner) return;
        Interconnect? via = config.Via(address.GetVersion());
        bool own = owner.Use == PrefixUse.Interconnect && owner.Container == container && owner.Interface == config.Name
            && !address.IPAddress.Equals(via?.HostAddress.IPAddress)
            && !address.IPAddress.Equals(via?.ContainerAddress.IPAddress);
        if (!own) throw Errors.AddressInUse(address, owner, target);
    }

    private static PrefixOwner RouteOwner(ContainerConfig container, InterfaceConfig config, IPNetwork destination) =>
        new(container.Name, config.Name, destination, PrefixUse.Route);

    private RouteConfig? RouteFor(AddIp change, ContainerConfig container, InterfaceConfig config)
    {
        if (config.Type == CtNetIfType.Bridge)
        {
            if (change.RouteAs is not null || change.NoRoute) throw Errors.NotRouted(change.Target);
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
        RequireFreeRoute(destination, container.Name, config.Name, change.Target, force: false);
        return new RouteConfig(destination, null, Brought: true);
    }

    // The index answers at once where the interface's own lists, which may be long, would have to be gone through.
    private bool HasRouteOver(IPNetwork destination, ContainerConfig container, InterfaceConfig config)
    {
        foreach (PrefixOwner owner in index.Covering(destination))
        {
            if (IsRouteOf(owner, container, config)) return true;
        }

        return false;
    }

    private static bool IsRouteOf(PrefixOwner owner, ContainerConfig container, InterfaceConfig config) =>
        owner.Use == PrefixUse.Route && owner.Container == container.Name && owner.Interface == config.Name;

    private bool HasAddress(IPAddress address, ContainerConfig container, InterfaceConfig config) =>
        (index.FindAddress(address) is { Use: PrefixUse.Address } owner
            && owner.Container == container.Name && owner.Interface == config.Name)
        || config.Addresses(IPText.BitLength(address) == 32 ? IPVersion.IPv4 : IPVersion.IPv6)
            .Exists(a => a.IPAddress.Equals(address));

    private void RequireFreeRoute(
        IPNetwork destination, string container, string interfaceName, string target, bool force)
    {
        foreach (PrefixOwner owner in index.Covering(destination)) Check(owner);
        foreach (PrefixOwner owner in index.Inside(destination)) Check(owner);

        void Check(PrefixOwner owner)
        {
            if (owner.Use == PrefixUse.Address) return;
            bool mine = owner.Container == container;
            bool same = owner.Prefix.Equals(destination);

            // Within one container a narrower route to another interface is the user's business; the same one twice
            // is refused by the kernel. Forced, a narrower route in another container's wider one is allowed.
            if (mine && (owner.Interface == interfaceName || !same)) return;
            if (force && !same && owner.Use == PrefixUse.Route) return;
            throw Errors.RouteOverlaps(destination, owner, target);
        }
    }

    private void Remove(RemoveIp change)
    {
        (ContainerConfig container, InterfaceConfig config) = Find(change);
        List<IPInterfaceAddress> addresses = config.Addresses(change.Address.GetVersion());
        Thinning<IPAddress, IPInterfaceAddress> thinned = Thin(addresses);
        int place = thinned.Find(change.Address.IPAddress, a => a == change.Address);
        bool isMeant = place >= 0 && (change.Address.IsHostAddress() || addresses[place] == change.Address);
        if (!isMeant) throw Errors.AddressNotFound(change.Address, change.Target);
        IPAddress address = addresses[place].IPAddress;
        thinned.RemoveAt(place);
        index.Remove(PrefixOwner.OfAddress(container.Name, config.Name, address));
        RemoveRoutesOf(address, container, config, change.KeepRoute);
    }

    // What the IP brought, unless another IP lies in it, and what goes through the IP.
    private void RemoveRoutesOf(IPAddress address, ContainerConfig container, InterfaceConfig config, bool keep)
    {
        IPVersion version = IPText.BitLength(address) == 32 ? IPVersion.IPv4 : IPVersion.IPv6;
        List<RouteConfig> routes = config.Routes(version);
        Thinning<IPNetwork, RouteConfig> thinned = Thin(routes);
        if (CountNextHops(routes) > 0)
        {
            foreach (RouteConfig route in thinned.Left.Where(r => address.Equals(r.Via)).ToList())
            {
                RemoveRouteAt(container, config, routes, thinned.Find(route.Destination, r => r == route));
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
            int place = thinned.Find(destination, r => r.Destination.Equals(destination));
            if (place < 0 || !routes[place].Brought) continue;
            bool needed = destination.PrefixLength < IPText.BitLength(address)
                && Thin(config.Addresses(version)).Left.Any(a => destination.Contains(a.IPAddress));
            if (keep) routes[place] = routes[place] with { Brought = false };
            else if (!needed) RemoveRouteAt(container, config, routes, place);
        }
    }

    private void RemoveRouteAt(ContainerConfig container, InterfaceConfig config, List<RouteConfig> routes, int place)
    {
        index.Remove(RouteOwner(container, config, routes[place].Destination));
        if (routes[place].Via is not null) _nextHops[routes] = CountNextHops(routes) - 1;
        Thin(routes).RemoveAt(place);
    }

    private Thinning<IPAddress, IPInterfaceAddress> Thin(List<IPInterfaceAddress> addresses)
    {
        if (!_thinnedAddresses.TryGetValue(addresses, out Thinning<IPAddress, IPInterfaceAddress>? thinned))
        {
            _thinnedAddresses[addresses] = thinned = new(addresses, a => a.IPAddress);
        }

        return thinned;
    }

    private Thinning<IPNetwork, RouteConfig> Thin(List<RouteConfig> routes)
    {
        if (!_thinnedRoutes.TryGetValue(routes, out Thinning<IPNetwork, RouteConfig>? thinned))
        {
            _thinnedRoutes[routes] = thinned = new(routes, r => r.Destination);
        }

        return thinned;
    }

    /// <summary>Closes the gaps that removals left: everybody else finds whole lists.</summary>
    public void EndThinning()
    {
        foreach (Thinning<IPAddress, IPInterfaceAddress> thinned in _thinnedAddresses.Values) thinned.End();
        foreach (Thinning<IPNetwork, RouteConfig> thinned in _thinnedRoutes.Values) thinned.End();
        _thinnedAddresses.Clear();
        _thinnedRoutes.Clear();
    }

    private int CountNextHops(List<RouteConfig> routes)
    {
        if (!_nextHops.TryGetValue(routes, out int count))
        {
            _nextHops[routes] = count = Thin(routes).Left.Count(r => r.Via is not null);
        }

        return count;
    }

    private void Add(AddRoute change)
    {
        (ContainerConfig container, InterfaceConfig config) = Find(change);
        if (config.Type != CtNetIfType.Routed) throw Errors.NotRouted(change.Target);
        IPVersion version = Prefix.Version(change.Destination);
        if (!config.Carries(version)) throw Errors.NoInterconnect(change.Target, version);
        if (change.Via is { } via && !HasAddress(via, container, config)) throw Errors.NextHopNotFound(via, change.Target);
        RouteConfig? known = !HasRouteOver(change.Destination, container, config) ? null : config.Routes(version).Find(r =>
            r.Destination.Equals(change.Destination)
            || (change.Via is null && r.Via is null && Prefix.Covers(r.Destination, change.Destination)));
        if (known is not null) throw Errors.RouteExists(change.Destination, known.Destination, change.Target);
        RequireFreeRoute(change.Destination, container.Name, config.Name, change.Target, change.Force);
        List<RouteConfig> routes = config.Routes(version);
        if (change.Via is not null) _nextHops[routes] = CountNextHops(routes) + 1;
        routes.Add(new RouteConfig(change.Destination, change.Via, change.WithIp));
        index.Add(RouteOwner(container, config, change.Destination));
    }

    private void Remove(RemoveRoute change)
    {
        (ContainerConfig container, InterfaceConfig config) = Find(change);
        if (config.Type != CtNetIfType.Routed) throw Errors.NotRouted(change.Target);
        List<RouteConfig> routes = config.Routes(Prefix.Version(change.Destination));
        int place = Thin(routes).Find(change.Destination, r => r.Destination.Equals(change.Destination));
        if (place < 0) throw Errors.RouteNotFound(change.Destination, change.Target);
        RemoveRouteAt(container, config, routes, place);
    }
}
