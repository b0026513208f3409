namespace ContainerNet.Netlink;

/// <summary>What a <see cref="NetlinkEvent"/> tells.</summary>
public enum NetlinkEventKind
{
    /// <summary>
    /// Events were lost, as they came faster than they were read: what is known must be asked for anew.
    /// </summary>
    Resync,

    /// <summary>A link is new or has changed.</summary>
    LinkSet,

    /// <summary>A link is gone.</summary>
    LinkDeleted,

    /// <summary>An address is new or has changed.</summary>
    AddressSet,

    /// <summary>An address is gone.</summary>
    AddressDeleted,

    /// <summary>A route is new or has changed.</summary>
    RouteSet,

    /// <summary>
    /// A route is gone. Not told for IPv4 routes that go because their link goes down or away, or loses its address.
    /// </summary>
    RouteDeleted,
}
