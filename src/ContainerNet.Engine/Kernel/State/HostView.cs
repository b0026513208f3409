using System.Net;
using System.Net.Sockets;
using ContainerNet.Netlink;

namespace ContainerNet.Engine.Kernel.State;

/// <summary>The host's links and addresses from the kernel, in the calling thread's namespace.</summary>
internal sealed class HostView : IHostView
{
    private readonly Lazy<Snapshot> _snapshot = new(Read);

    public string? LinkKind(string link) =>
        _snapshot.Value.Links.TryGetValue(link, out Link? found) ? found.Kind ?? "" : null;

    public string? OwnerOf(IPAddress address) => _snapshot.Value.Owners.GetValueOrDefault(address);

    public (string Link, IPNetwork Network)? FindOverlap(IPNetwork network)
    {
        foreach ((string link, InterfaceAddress address) in _snapshot.Value.Addresses)
        {
            if (address.Scope is AddressScope.Link or AddressScope.Host) continue;
            IPNetwork connected = Prefix.Of(address.Address, address.PrefixLength);
            bool sameFamily = address.Address.AddressFamily == network.BaseAddress.AddressFamily;
            if (sameFamily && Prefix.Overlaps(connected, network)) return (link, connected);
        }

        return null;
    }

    public IPAddress? FirstGlobalAddress(string link, IPVersion version)
    {
        AddressFamily family = version == IPVersion.IPv4 ? AddressFamily.InterNetwork : AddressFamily.InterNetworkV6;
        foreach ((string name, InterfaceAddress address) in _snapshot.Value.Addresses)
        {
            if (name == link && address.Scope == AddressScope.Global && address.Address.AddressFamily == family)
            {
                return address.Address;
            }
        }

        return null;
    }

    private static Snapshot Read()
    {
        using RouteNetlink host = RouteNetlink.Open();
        IReadOnlyList<Link> links = host.GetLinks();
        Dictionary<int, Link> byIndex = links.Where(l => !HostVeths.IsOurs(l)).ToDictionary(l => l.Index);
        var addresses = new List<(string, InterfaceAddress)>();
        var owners = new Dictionary<IPAddress, string>();
        foreach (InterfaceAddress address in host.GetAddresses())
        {
            if (!byIndex.TryGetValue(address.LinkIndex, out Link? link)) continue;
            addresses.Add((link.Name, address));
            owners.TryAdd(address.Address, link.Name);
        }

        return new Snapshot(links.ToDictionary(l => l.Name, StringComparer.Ordinal), addresses, owners);
    }

    private sealed record Snapshot(
        Dictionary<string, Link> Links, List<(string Link, InterfaceAddress Address)> Addresses,
        Dictionary<IPAddress, string> Owners);
}
