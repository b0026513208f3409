using System.Net.NetworkInformation;

namespace ContainerNet.Netlink;

/// <summary>A change of an existing link, found by <see cref="Index"/> or else by <see cref="Name"/>.</summary>
/// <remarks>
/// What is null is left as it is. In one change the kernel moves the link to another namespace and sets its name before
/// it sets it up or down, and only then applies <see cref="Ipv4Conf"/>.
/// </remarks>
public readonly record struct LinkChange
{
    /// <summary>The index of the link, or 0 to find it by <see cref="Name"/>.</summary>
    public int Index { get; init; }

    /// <summary>The name that finds the link when <see cref="Index"/> is 0; not used otherwise.</summary>
    public string? Name { get; init; }

    /// <summary>Administratively up (true) or down (false).</summary>
    public bool? Up { get; init; }

    /// <summary>A new name, 1 to 15 bytes. Needs <see cref="Index"/>: the message has room for one name.</summary>
    public string? NewName { get; init; }

    /// <summary>A new hardware address.</summary>
    public PhysicalAddress? Mac { get; init; }

    /// <summary>A new MTU in bytes.</summary>
    public int? Mtu { get; init; }

    /// <summary>The index of a new master such as a bridge; 0 takes the link out of its master.</summary>
    public int? MasterIndex { get; init; }

    /// <summary>A new alias of at most 255 bytes; an empty text removes it.</summary>
    public string? Alias { get; init; }

    /// <summary>A new device group.</summary>
    public uint? Group { get; init; }

    /// <summary>
    /// The namespace to move the link to (IFLA_NET_NS_FD). It must not be disposed before the batch is sent.
    /// </summary>
    public NetworkNamespace? Namespace { get; init; }

    /// <summary>IPv4 settings of the link; see <see cref="Ipv4Settings"/>.</summary>
    public Ipv4Settings Ipv4Conf { get; init; }
}
