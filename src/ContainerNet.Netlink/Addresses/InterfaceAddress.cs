using System.Net;

namespace ContainerNet.Netlink;

/// <summary>An address of a link as the kernel described it at one moment.</summary>
public sealed record InterfaceAddress
{
    /// <summary>The index of the link.</summary>
    public required int LinkIndex { get; init; }

    /// <summary>The link's own address (IFA_LOCAL, else IFA_ADDRESS).</summary>
    public required IPAddress Address { get; init; }

    /// <summary>The prefix length.</summary>
    public required int PrefixLength { get; init; }

    /// <summary>The other end's address on a point-to-point link, or null.</summary>
    public IPAddress? Peer { get; init; }

    /// <summary>The broadcast address, or null.</summary>
    public IPAddress? Broadcast { get; init; }

    /// <summary>The scope.</summary>
    public AddressScope Scope { get; init; }

    /// <summary>The flags.</summary>
    public AddressFlags Flags { get; init; }

    /// <summary>The label (IPv4 only), or null.</summary>
    public string? Label { get; init; }

    /// <summary>For how many more seconds the address is valid; <see cref="uint.MaxValue"/> is for ever.</summary>
    public uint ValidSeconds { get; init; } = uint.MaxValue;

    /// <summary>For how many more seconds the address is preferred; <see cref="uint.MaxValue"/> is for ever.</summary>
    public uint PreferredSeconds { get; init; } = uint.MaxValue;
}
