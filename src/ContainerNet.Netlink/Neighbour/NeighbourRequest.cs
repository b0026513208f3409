using System.Net;
using System.Net.NetworkInformation;

namespace ContainerNet.Netlink;

/// <summary>A neighbour entry to add, replace or delete.</summary>
public readonly record struct NeighbourRequest
{
    /// <summary>The index of the link.</summary>
    public required int LinkIndex { get; init; }

    /// <summary>The neighbour's address, IPv4 or IPv6.</summary>
    public required IPAddress Address { get; init; }

    /// <summary>The neighbour's hardware address; not used in a deletion or for a proxy entry.</summary>
    public PhysicalAddress? Mac { get; init; }

    /// <summary>The state to set; null for permanent. Not used in a deletion or for a proxy entry.</summary>
    public NeighbourState? State { get; init; }

    /// <summary>Whether this is a proxy entry: this host answers for the address on the link (NTF_PROXY).</summary>
    public bool Proxy { get; init; }
}
