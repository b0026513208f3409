using System.Net;
using System.Net.Sockets;

namespace ContainerNet.Netlink;

/// <summary>A route to add, replace or delete.</summary>
/// <remarks>In a deletion what is null, 0 or unspecified matches anything, except the prefix and the table.</remarks>
public readonly record struct RouteRequest
{
    /// <summary>The destination's base address, host bits clear; null for the default route.</summary>
    public IPAddress? Destination { get; init; }

    /// <summary>The prefix length of <see cref="Destination"/>; 0 for the default route.</summary>
    public int PrefixLength { get; init; }

    /// <summary>
    /// The family. Needed only when no address tells it; <see cref="AddressFamily.Unspecified"/> then means IPv4.
    /// </summary>
    public AddressFamily Family { get; init; }

    /// <summary>The gateway, of the same family, or null for a destination on the link.</summary>
    public IPAddress? Via { get; init; }

    /// <summary>The index of the link the packets leave by, or 0 to let the kernel find it by the gateway.</summary>
    public int LinkIndex { get; init; }

    /// <summary>Whether the gateway is on the link even if no prefix of the link contains it (RTNH_F_ONLINK).</summary>
    public bool OnLink { get; init; }

    /// <summary>The source address preferred for packets of this host (RTA_PREFSRC), or null.</summary>
    public IPAddress? Source { get; init; }

    /// <summary>The metric (RTA_PRIORITY); 0 is the kernel's default: 0 for IPv4, 1024 for IPv6.</summary>
    public uint Metric { get; init; }

    /// <summary>The table; 0 for the main table (254).</summary>
    public uint Table { get; init; }

    /// <summary>
    /// The scope; null does as <c>ip route</c>: link for an IPv4 unicast route without a gateway, host for local
    /// routes, otherwise universe; in a deletion of a unicast route, any.
    /// </summary>
    public RouteScope? Scope { get; init; }

    /// <summary>Who makes the route; unspecified is static when adding, and any when deleting.</summary>
    public RouteProtocol Protocol { get; init; }

    /// <summary>The type; unspecified is unicast when adding, and any when deleting.</summary>
    public RouteType Type { get; init; }
}
