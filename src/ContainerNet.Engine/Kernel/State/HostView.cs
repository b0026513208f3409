using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using ContainerNet.Engine.Kernel.Plan;
using ContainerNet.Netlink;

namespace ContainerNet.Engine.Kernel.State;

/// <summary>The host's links and addresses from the kernel, in the namespace of the thread that first asks.</summary>
internal sealed class HostView : IHostView, IDisposable
{
    private static readonly AddressFamily[] s_families = [AddressFamily.InterNetwork, AddressFamily.InterNetworkV6];

    private readonly Dictionary<AddressFamily, HashSet<UInt128>> _known = [];
    private readonly Dictionary<AddressFamily, List<(IPNetwork Network, int LinkIndex)>> _networks = [];
    private readonly Dictionary<(AddressFamily, uint Table), Dictionary<IPNetwork, int>> _routes = [];
    private List<(string Link, InterfaceAddress Address)>? _addresses;

    /// <summary>What the view is made from.</summary>
    public NetworkView Network { get; } = new(RouteNetlink.Open);

    public IReadOnlyList<Link> Links => Network.GetLinks();

    public Link? Find(string name) => Network.GetLink(name);

    public string? LinkKind(string link) => Network.GetLink(link) is { } found ? found.Kind ?? "" : null;

    public int? MtuOf(string link) => Network.GetLink(link)?.Mtu;

    // Mostly the host has not the address: then its number is all that has to be known of each.
    public string? OwnerOf(IPAddress address)
    {
        HashSet<UInt128> known = Numbers(address.AddressFamily);
        if (!known.Contains(IPText.ToNumber(address))) return null;
        return Network.GetAddresses(address.AddressFamily).SelectMany(a => a)
            .Where(a => a.Address.Equals(address))
            .Select(a => OtherLink(a.LinkIndex)?.Name)
            .FirstOrDefault(n => n is not null);
    }

    public string? FindUse(IPNetwork destination, bool thorough)
    {
        AddressFamily family = destination.BaseAddress.AddressFamily;
        Numbers(family);

        // A prefix that is wider than a network of the host leaves that to the host: the narrower one wins.
        foreach ((IPNetwork network, int index) in _networks[family])
        {
            if (Prefix.Covers(network, destination) && OtherLink(index) is { } link
                && UseOf(network, link, destination) is { } use)
            {
                return use;
            }
        }

        if (!thorough) return null;
        return RoutesOf(family, Route.MainTable).TryGetValue(destination, out int by) && OtherLink(by) is { } way
            ? $"its route to {destination} through {way.Name}"
            : null;
    }

    // One without a link (a blackhole) is a route too.
    public string? FindRoute(IPNetwork destination, uint table)
    {
        if (!RoutesOf(destination.BaseAddress.AddressFamily, table).TryGetValue(destination, out int by)) return null;
        string way = Network.GetLink(by)?.Name is { } name ? $" through {name}" : "";
        return $"its route to {destination} in table {table}{way}";
    }

    private Dictionary<IPNetwork, int> RoutesOf(AddressFamily family, uint table)
    {
        if (!_routes.TryGetValue((family, table), out Dictionary<IPNetwork, int>? routes))
        {
            _routes[(family, table)] = routes = ReadRoutes(family, table);
        }

        return routes;
    }

    public (string Link, IPNetwork Network)? FindOverlap(IPNetwork network)
    {
        foreach ((string link, InterfaceAddress address) in Addresses())
        {
            if (address.Scope is AddressScope.Link or AddressScope.Host) continue;
            if (Connected(address, network) is { } connected) return (link, connected);
        }

        return null;
    }

    /// <summary>"NETWORK on the host's LINK", for a network that overlaps on another link; null for none.</summary>
    /// <remarks>Host veths of ours do not count: the index of the containers' addresses has theirs.</remarks>
    public string? FindOverlap(IPNetwork network, string except)
    {
        foreach ((string link, InterfaceAddress address) in Addresses())
        {
            if (address.Scope != AddressScope.Global || link == except) continue;
            if (Connected(address, network) is { } connected) return $"{connected} on the host's {link}";
        }

        return null;
    }

    public IPAddress? FirstGlobalAddress(string link, IPVersion version)
    {
        if (Network.GetLink(link) is not { } found || HostVeths.IsOurs(found)) return null;
        AddressFamily family = version == IPVersion.IPv4 ? AddressFamily.InterNetwork : AddressFamily.InterNetworkV6;
        return Network.GetAddresses(family, found.Index).FirstOrDefault(a => a.Scope == AddressScope.Global)?.Address;
    }

    /// <summary>The links of the host's default routes.</summary>
    public IReadOnlyList<string> Uplinks(AddressFamily family)
    {
        var links = new HashSet<string>(StringComparer.Ordinal);
        var filter = new RouteFilter { Family = family, Table = Route.MainTable };
        using RouteDump dump = Network.Socket.DumpRoutes(in filter);
        foreach (RouteView view in dump)
        {
            if (view.PrefixLength == 0 && Network.GetLink(view.LinkIndex) is { } link) links.Add(link.Name);
        }

        return [.. links];
    }

    public IEnumerable<Link> PortsOf(Link bridge) => Links.Where(l => l.MasterIndex == bridge.Index);

    /// <summary>The addresses of a link without the kernel's link-local one.</summary>
    /// <param name="link">The link.</param>
    /// <param name="flags">Only those that have these flags.</param>
    public IEnumerable<IPInterfaceAddress> AddressesOf(Link link, AddressFlags flags = 0) => s_families
        .SelectMany(f => Network.GetAddresses(f, link.Index))
        .Where(a => a.Scope == AddressScope.Global && (a.Flags & flags) == flags)
        .Select(a => new IPInterfaceAddress(a.Address, a.PrefixLength));

    public void Dispose() => Network.Dispose();

    private string? UseOf(IPNetwork network, Link link, IPNetwork destination)
    {
        if (network.Equals(destination)) return $"the network of {link.Name}";
        if (AddressesOf(link).FirstOrDefault(a => destination.Contains(a.IPAddress)) is { } own)
        {
            return $"{own.IPAddress}, the address of {link.Name}";
        }

        var filter = new RouteFilter
        {
            Family = destination.BaseAddress.AddressFamily,
            OutputLink = link.Index,
            Table = Route.MainTable,
        };
        Route? route = Network.GetRoutes(in filter)
            .FirstOrDefault(r => r.Via is { } via && destination.Contains(via));
        return route is null ? null : $"{route.Via}, a gateway on {link.Name}";
    }

    private Dictionary<IPNetwork, int> ReadRoutes(AddressFamily family, uint table)
    {
        var routes = new Dictionary<IPNetwork, int>();
        IPAddress any = family == AddressFamily.InterNetwork ? IPAddress.Any : IPAddress.IPv6Any;
        var filter = new RouteFilter { Family = family, Table = table };
        using RouteDump dump = Network.Socket.DumpRoutes(in filter);
        foreach (RouteView view in dump)
        {
            bool ours = view.Protocol == (RouteProtocol)HostRoutes.Protocol;
            if (ours || (view.PrefixLength == 0 && table == Route.MainTable)) continue;
            IPAddress destination = view.Destination.IsEmpty ? any : new IPAddress(view.Destination);
            routes.TryAdd(new IPNetwork(destination, view.PrefixLength), view.LinkIndex);
        }

        return routes;
    }

    private HashSet<UInt128> Numbers(AddressFamily family)
    {
        if (!_known.TryGetValue(family, out HashSet<UInt128>? known))
        {
            _known[family] = known = ReadNumbers(family);
        }

        return known;
    }

    private HashSet<UInt128> ReadNumbers(AddressFamily family)
    {
        var numbers = new HashSet<UInt128>();
        List<(IPNetwork, int)> networks = _networks[family] = [];
        int bits = family == AddressFamily.InterNetwork ? 32 : 128;
        using AddressDump dump = Network.Socket.DumpAddresses(family);
        foreach (AddressView view in dump)
        {
            numbers.Add(family == AddressFamily.InterNetwork
                ? BinaryPrimitives.ReadUInt32BigEndian(view.Address)
                : BinaryPrimitives.ReadUInt128BigEndian(view.Address));
            if (view.Scope != AddressScope.Global || view.PrefixLength == bits) continue;
            networks.Add((Prefix.Of(new IPAddress(view.Address), view.PrefixLength), view.LinkIndex));
        }

        return numbers;
    }

    private static IPNetwork? Connected(InterfaceAddress address, IPNetwork network)
    {
        if (address.Address.AddressFamily != network.BaseAddress.AddressFamily) return null;
        IPNetwork connected = Prefix.Of(address.Address, address.PrefixLength);
        return Prefix.Overlaps(connected, network) ? connected : null;
    }

    private List<(string Link, InterfaceAddress Address)> Addresses() => _addresses ??=
    [
        .. from family in s_families
           from address in Network.GetAddresses(family).SelectMany(a => a)
           let link = OtherLink(address.LinkIndex)
           where link is not null
           select (link.Name, address),
    ];

    private Link? OtherLink(int index) =>
        Network.GetLink(index) is { } link && !HostVeths.IsOurs(link) ? link : null;
}
