using System.Net;
using System.Net.Sockets;

namespace ContainerNet.Netlink;

/// <summary>A route as the kernel described it at one moment.</summary>
public sealed record Route
{
    /// <summary>The number of the main table (RT_TABLE_MAIN).</summary>
    public const uint MainTable = 254;

    /// <summary>The number of the table in which the kernel keeps its own addresses (RT_TABLE_LOCAL).</summary>
    public const uint LocalTable = 255;

    /// <summary>IPv4 or IPv6.</summary>
    public required AddressFamily Family { get; init; }

    /// <summary>The destination's base address; null for a default route.</summary>
    public IPAddress? Destination { get; init; }

    /// <summary>The prefix length; 0 for a default route.</summary>
    public int PrefixLength { get; init; }

    /// <summary>
    /// The gateway, or null. It may be IPv6 for an IPv4 route (RTA_VIA, RFC 5549). A multipath route shows its first
    /// hop.
    /// </summary>
    public IPAddress? Via { get; init; }

    /// <summary>The index of the link the packets leave by, or 0.</summary>
    public int LinkIndex { get; init; }

    /// <summary>The preferred source address, or null.</summary>
    public IPAddress? Source { get; init; }

    /// <summary>The metric.</summary>
    public uint Metric { get; init; }

    /// <summary>The table.</summary>
    public uint Table { get; init; }

    /// <summary>Who made the route.</summary>
    public RouteProtocol Protocol { get; init; }

    /// <summary>The scope.</summary>
    public RouteScope Scope { get; init; }

    /// <summary>The type.</summary>
    public RouteType Type { get; init; }

    /// <summary>Whether the gateway counts as on the link though no prefix of the link contains it.</summary>
    public bool IsOnLink { get; init; }
}
