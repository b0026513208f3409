using System.Net.Sockets;

namespace ContainerNet.Netlink;

/// <summary>Which routes a dump shows; the default shows those of all tables. The kernel filters.</summary>
public readonly record struct RouteFilter
{
    /// <summary>Only routes of this family; <see cref="AddressFamily.Unspecified"/> for IPv4 and IPv6.</summary>
    public AddressFamily Family { get; init; }

    /// <summary>Only routes that leave by the link of this index; 0 for all.</summary>
    public int OutputLink { get; init; }

    /// <summary>Only routes of this table; 0 for all. The main table is 254.</summary>
    public uint Table { get; init; }

    /// <summary>Only routes made by this one; <see cref="RouteProtocol.Unspecified"/> for all.</summary>
    public RouteProtocol Protocol { get; init; }

    /// <summary>Only routes of this type; <see cref="RouteType.Unspecified"/> for all.</summary>
    public RouteType Type { get; init; }
}
