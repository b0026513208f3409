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
    /// A route is gone. The kernel does not tell of IPv4 routes that go by themselves with their link, with the prefix
    /// that their gateway is in, or with their source address; see what it tells of the link or the address instead.
    /// </summary>
    RouteDeleted,
}
