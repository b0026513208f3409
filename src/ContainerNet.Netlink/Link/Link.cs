using System.Net.NetworkInformation;

namespace ContainerNet.Netlink;

/// <summary>A network link as the kernel described it at one moment.</summary>
public sealed record Link
{
    /// <summary>The index, unique in the link's namespace.</summary>
    public required int Index { get; init; }

    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>
    /// The kind, such as "veth" or "bridge"; null for links without one, such as lo and most hardware.
    /// </summary>
    public string? Kind { get; init; }

    /// <summary>The flags.</summary>
    public LinkFlags Flags { get; init; }

    /// <summary>Whether the link is administratively up (IFF_UP).</summary>
    public bool IsUp => (Flags & LinkFlags.Up) != 0;

    /// <summary>Whether the link has a carrier (IFLA_CARRIER).</summary>
    public bool HasCarrier { get; init; }

    /// <summary>The hardware address; <see cref="PhysicalAddress.None"/> for a link without one.</summary>
    public PhysicalAddress Mac { get; init; } = PhysicalAddress.None;

    /// <summary>The MTU in bytes.</summary>
    public int Mtu { get; init; }

    /// <summary>The index of the master, such as a bridge, or 0.</summary>
    public int MasterIndex { get; init; }

    /// <summary>
    /// The index of a veth's peer or of the link below this one (IFLA_LINK), or 0. It is an index of the namespace
    /// <see cref="PeerNamespaceId"/> when that is not null.
    /// </summary>
    public int PeerIndex { get; init; }

    /// <summary>
    /// The identifier that this namespace has for the peer's namespace (IFLA_LINK_NETNSID), or null when the peer is
    /// in the same namespace.
    /// </summary>
    public int? PeerNamespaceId { get; init; }

    /// <summary>The device group.</summary>
    public uint Group { get; init; }

    /// <summary>The alias, or null.</summary>
    public string? Alias { get; init; }

    /// <summary>The kind of the queueing discipline at the root (IFLA_QDISC), such as "noqueue", or null.</summary>
    public string? Qdisc { get; init; }

    /// <summary>The number of transmit queues.</summary>
    public int TxQueues { get; init; }

    /// <summary>The number of receive queues.</summary>
    public int RxQueues { get; init; }

    /// <summary>The per-link IP settings.</summary>
    public LinkSettings Settings { get; init; }

    /// <summary>The counters.</summary>
    public LinkStatistics Statistics { get; init; }
}
