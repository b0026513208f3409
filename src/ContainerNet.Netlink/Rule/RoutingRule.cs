using System.Net;
using System.Net.Sockets;

namespace ContainerNet.Netlink;

/// <summary>A rule of policy routing as the kernel described it at one moment: which table a packet is looked up
/// in.</summary>
public sealed record RoutingRule
{
    /// <summary>IPv4 or IPv6.</summary>
    public required AddressFamily Family { get; init; }

    /// <summary>The base address of the packet's source; null for any.</summary>
    public IPAddress? Source { get; init; }

    /// <summary>The length of the source's prefix; 0 for any.</summary>
    public int SourceLength { get; init; }

    /// <summary>The table that the packet is looked up in.</summary>
    public uint Table { get; init; }

    /// <summary>The rule's place: the kernel asks those of lower numbers first.</summary>
    public uint Priority { get; init; }

    /// <summary>Who made the rule.</summary>
    public RouteProtocol Protocol { get; init; }

    /// <summary>Whether it only looks at the source, and only names a table: no mark, link, port or other
    /// action.</summary>
    public bool IsPlain { get; init; }
}
