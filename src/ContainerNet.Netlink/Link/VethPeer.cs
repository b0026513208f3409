using System.Net.NetworkInformation;

namespace ContainerNet.Netlink;

/// <summary>
/// The far end of a veth pair to create. It always begins down: the kernel cannot open an end whose peer is not
/// linked yet (ENOTCONN).
/// </summary>
public readonly record struct VethPeer
{
    /// <summary>The name of the far end, 1 to 15 bytes.</summary>
    public required string Name { get; init; }

    /// <summary>
    /// The index to give the far end in its namespace, or 0 to let the kernel choose. The kernel obeys it only if
    /// <see cref="VethRequest.Index"/> is given too.
    /// </summary>
    public int Index { get; init; }

    /// <summary>
    /// The namespace in which the far end is made (IFLA_NET_NS_FD), or null for the near end's. It must not be disposed
    /// before the batch is sent.
    /// </summary>
    public NetworkNamespace? Namespace { get; init; }

    /// <summary>The hardware address, or null for a random one.</summary>
    public PhysicalAddress? Mac { get; init; }

    /// <summary>The MTU in bytes, or 0 for the kernel's default (1500).</summary>
    public int Mtu { get; init; }

    /// <summary>The number of transmit queues, or 0 for the kernel's default.</summary>
    public int TxQueues { get; init; }

    /// <summary>The number of receive queues, or 0 for the kernel's default.</summary>
    public int RxQueues { get; init; }
}
