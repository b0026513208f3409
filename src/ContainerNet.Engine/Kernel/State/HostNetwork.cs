using System.Net;
using ContainerNet.Engine.Kernel.Plan;
using ContainerNet.Netlink;

namespace ContainerNet.Engine.Kernel.State;

/// <summary>The host's links and addresses as bridges need them, read at one moment.</summary>
internal sealed class HostNetwork
{
    private readonly Dictionary<int, Link> _byIndex;
    private readonly ILookup<int, InterfaceAddress> _addresses;

    private HostNetwork(RouteNetlink host)
    {
        Links = host.GetLinks();
        _byIndex = Links.ToDictionary(l => l.Index);
        _addresses = host.GetAddresses().ToLookup(a => a.LinkIndex);
    }

    public IReadOnlyList<Link> Links { get; }

    /// <summary>Reads the network of the calling thread's namespace.</summary>
    public static HostNetwork Read()
    {
        using RouteNetlink host = RouteNetlink.Open();
        return new HostNetwork(host);
    }

    public Link? Find(string name) => Links.FirstOrDefault(l => l.Name == name);

    public IEnumerable<Link> PortsOf(Link bridge) => Links.Where(l => l.MasterIndex == bridge.Index);

    /// <summary>The addresses of a link without the kernel's link-local one.</summary>
    /// <param name="link">The link.</param>
    /// <param name="flags">Only those that have these flags.</param>
    public IEnumerable<IPInterfaceAddress> AddressesOf(Link link, AddressFlags flags = 0) => _addresses[link.Index]
        .Where(a => a.Scope == AddressScope.Global && (a.Flags & flags) == flags)
        .Select(a => new IPInterfaceAddress(a.Address, a.PrefixLength));

    /// <summary>"NETWORK on the host's LINK", for a network that overlaps on another link; null for none.</summary>
    /// <remarks>Host veths of ours do not count: the index of the containers' addresses has theirs.</remarks>
    public string? FindOverlap(IPNetwork network, string except)
    {
        foreach (InterfaceAddress address in _addresses.SelectMany(a => a))
        {
            if (address.Scope != AddressScope.Global) continue;
            if (!_byIndex.TryGetValue(address.LinkIndex, out Link? link)) continue;
            if (link.Name == except || HostVeths.IsOurs(link)) continue;
            IPNetwork other = Prefix.Of(address.Address, address.PrefixLength);
            bool same = Prefix.Version(other) == Prefix.Version(network);
            if (same && Prefix.Overlaps(other, network)) return $"{other} on the host's {link.Name}";
        }

        return null;
    }

    /// <summary>The container and interface that the alias of a host veth names; null for a link of others.</summary>
    public static (string Container, string Interface)? OwnerOf(Link link)
    {
        if (!HostVeths.IsOurs(link)) return null;
        string[] words = link.Alias![Planner.AliasPrefix.Length..].Split('/');
        return words.Length == 2 ? (words[0], words[1]) : null;
    }
}
