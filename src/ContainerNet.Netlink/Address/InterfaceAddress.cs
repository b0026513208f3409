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

    /// <summary>The scope.</summary>
    public AddressScope Scope { get; init; }

    /// <summary>The flags.</summary>
    public AddressFlags Flags { get; init; }
}
