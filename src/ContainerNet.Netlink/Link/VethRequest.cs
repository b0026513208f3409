using System.Net.NetworkInformation;

namespace ContainerNet.Netlink;

/// <summary>
/// A veth pair to create. The properties are those of the near end; the far end is <see cref="Peer"/>.
/// </summary>
/// <remarks>
/// The kernel takes <see cref="Alias"/>, <see cref="NoAddrGen"/> and <see cref="Ipv4"/> only for a link that exists.
/// They go in a second message, which is sent only when the link was created; both count as one request.
/// </remarks>
public readonly record struct VethRequest
{
    /// <summary>The name of the near end, 1 to 15 bytes.</summary>
    public required string Name { get; init; }

    /// <summary>The index to give the near end, or 0 to let the kernel choose.</summary>
    public int Index { get; init; }

    /// <summary>Whether the near end is created administratively up.</summary>
    public bool Up { get; init; }

    /// <summary>The hardware address, or null for a random one.</summary>
    public PhysicalAddress? Mac { get; init; }

    /// <summary>The MTU in bytes, or 0 for the kernel's default (1500).</summary>
    public int Mtu { get; init; }

    /// <summary>The device group (IFLA_GROUP); 0 is the default group.</summary>
    public uint Group { get; init; }

    /// <summary>A free text of at most 255 bytes kept with the link (IFLA_IFALIAS), or null.</summary>
    public string? Alias { get; init; }

    /// <summary>The number of transmit queues, or 0 for the kernel's default.</summary>
    public int TxQueues { get; init; }

    /// <summary>The number of receive queues, or 0 for the kernel's default.</summary>
    public int RxQueues { get; init; }

    /// <summary>The index of the bridge (or other master) that the near end is put in, or 0.</summary>
    public int MasterIndex { get; init; }

    /// <summary>
    /// Whether the kernel must not make IPv6 addresses for the near end by itself (IN6_ADDR_GEN_MODE_NONE). A near end
    /// created up has no carrier before its peer is up, so it gets no link-local address in between.
    /// </summary>
    public bool NoAddrGen { get; init; }

    /// <summary>The near end's IPv4 settings, such as reverse path filtering.</summary>
    public Ipv4Settings Ipv4 { get; init; }

    /// <summary>The far end.</summary>
    public required VethPeer Peer { get; init; }
}
