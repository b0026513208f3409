using System.Net.Sockets;
using ContainerNet.Engine.Kernel.Apply;
using ContainerNet.Netlink;

namespace ContainerNet.Engine.Kernel.State;

/// <summary>
/// The links, addresses and routes of one network namespace as one call sees them: each is asked for when it is first
/// needed, and once. A few are asked for by themselves; for more, one look at all is faster, as the kernel goes through
/// all routes to find those of one link.
/// </summary>
/// <param name="open">Opens a socket of the namespace, when something is first asked for; the view closes it.</param>
internal sealed class NetworkView(Func<RouteNetlink> open) : IDisposable
{
    private const int Few = 8;

    private static readonly AddressFamily[] s_families = [AddressFamily.InterNetwork, AddressFamily.InterNetworkV6];

    private readonly Dictionary<string, Link?> _asked = new(StringComparer.Ordinal);
    private readonly Dictionary<AddressFamily, ILookup<int, InterfaceAddress>> _addresses = [];
    private readonly Dictionary<(AddressFamily, int), IReadOnlyList<InterfaceAddress>> _addressesOf = [];
    private readonly Dictionary<AddressFamily, ILookup<int, Route>> _routes = [];
    private readonly Dictionary<RouteFilter, IReadOnlyList<Route>> _routesOf = [];
    private readonly Dictionary<IPVersion, bool> _forwards = [];
    private RouteNetlink? _socket;
    private IReadOnlyList<Link>? _links;
    private Dictionary<string, Link>? _byName;
    private Dictionary<int, Link>? _byIndex;

    /// <summary>A socket of the namespace; not for several threads at once.</summary>
    public RouteNetlink Socket => _socket ??= open();

    /// <summary>Asks for some links with their addresses and routes, so that they are known when they are
    /// needed.</summary>
    /// <param name="links">Their names; one that is not there is none.</param>
    public void Read(IEnumerable<string> links)
    {
        foreach (Link link in links.Select(GetLink).OfType<Link>())
        {
            foreach (AddressFamily family in s_families)
            {
                GetAddresses(family, link.Index);
                GetRoutes(MainRoutes(family, link.Index));
            }
        }
    }

    /// <summary>The routes of the main table through a link.</summary>
    /// <param name="family">IPv4 or IPv6.</param>
    /// <param name="linkIndex">The link's index.</param>
    public static RouteFilter MainRoutes(AddressFamily family, int linkIndex) =>
        new() { Family = family, OutputLink = linkIndex, Table = Route.MainTable };

    /// <summary>All links.</summary>
    public IReadOnlyList<Link> GetLinks() => _links ??= Socket.GetLinks();

    /// <summary>A link by its name; null when there is none.</summary>
    public Link? GetLink(string name)
    {
        if (_links is null && _asked.TryGetValue(name, out Link? known)) return known;
        if (_links is null && _asked.Count < Few) return _asked[name] = Socket.GetLink(name);
        _byName ??= GetLinks().ToDictionary(l => l.Name, StringComparer.Ordinal);
        return _byName.GetValueOrDefault(name);
    }

    /// <summary>A link by its index; null when there is none.</summary>
    public Link? GetLink(int index)
    {
        if (_links is null && _asked.Values.FirstOrDefault(l => l?.Index == index) is { } known) return known;
        if (_links is null && _asked.Count < Few)
        {
            Link? found = Socket.GetLink(index);
            if (found is not null) _asked[found.Name] = found;
            return found;
        }

        _byIndex ??= GetLinks().ToDictionary(l => l.Index);
        return _byIndex.GetValueOrDefault(index);
    }

    /// <summary>All addresses of a family, by the index of their link.</summary>
    public ILookup<int, InterfaceAddress> GetAddresses(AddressFamily family)
    {
        if (!_addresses.TryGetValue(family, out ILookup<int, InterfaceAddress>? all))
        {
            _addresses[family] = all = Socket.GetAddresses(family).ToLookup(a => a.LinkIndex);
        }

        return all;
    }

    /// <summary>The addresses of a link.</summary>
    /// <param name="family">IPv4, IPv6, or both when unspecified.</param>
    /// <param name="linkIndex">The link's index.</param>
    public IEnumerable<InterfaceAddress> GetAddresses(AddressFamily family, int linkIndex)
    {
        if (_addresses.TryGetValue(family, out ILookup<int, InterfaceAddress>? all)) return all[linkIndex];
        if (_addressesOf.TryGetValue((family, linkIndex), out IReadOnlyList<InterfaceAddress>? known)) return known;
        if (_addressesOf.Count >= Few) return GetAddresses(family)[linkIndex];
        return _addressesOf[(family, linkIndex)] = Socket.GetAddresses(family, linkIndex);
    }

    /// <summary>The routes through a link.</summary>
    /// <param name="filter">Family, table and link.</param>
    public IEnumerable<Route> GetRoutes(in RouteFilter filter)
    {
        // A host that takes part in BGP has a million routes, none of which leads to a container.
        bool kept = filter.Table == Route.MainTable && GetLink(filter.OutputLink)?.Kind == "veth";
        if (!kept) return Socket.GetRoutes(in filter);
        if (!_routes.TryGetValue(filter.Family, out ILookup<int, Route>? all))
        {
            if (_routesOf.TryGetValue(filter, out IReadOnlyList<Route>? known)) return known;
            if (_routesOf.Count < Few) return _routesOf[filter] = Socket.GetRoutes(in filter);
            _routes[filter.Family] = all = ReadRoutes(filter.Family).ToLookup(r => r.LinkIndex);
        }

        return all[filter.OutputLink];
    }

    /// <summary>The discipline at the root of a link.</summary>
    public Qdisc? GetRootQdisc(int linkIndex) => Socket.GetRootQdisc(linkIndex);

    /// <summary>Where a link's filters redirect to.</summary>
    public IReadOnlyList<int> GetIngressRedirects(int linkIndex) => Socket.GetIngressRedirects(linkIndex);

    /// <summary>Whether the host, which is the calling thread's namespace, forwards packets of a family.</summary>
    public bool Forwards(IPVersion version)
    {
        if (!_forwards.TryGetValue(version, out bool on)) _forwards[version] = on = HostForwarding.IsOn(version);
        return on;
    }

    public void Dispose() => _socket?.Dispose();

    private List<Route> ReadRoutes(AddressFamily family)
    {
        var veths = GetLinks().Where(l => l.Kind == "veth").Select(l => l.Index).ToHashSet();
        var routes = new List<Route>();
        using RouteDump dump = Socket.DumpRoutes(new RouteFilter { Family = family, Table = Route.MainTable });
        foreach (RouteView view in dump)
        {
            if (view.IsMultipath || veths.Contains(view.LinkIndex)) routes.Add(view.ToRoute());
        }

        return routes;
    }
}

/// <summary>Both sides of a container's interfaces in the kernel.</summary>
/// <param name="Host">The host's.</param>
/// <param name="Container">The container's; null while it can't be entered, as when it is just starting.</param>
internal sealed record KernelView(NetworkView Host, NetworkView? Container);
