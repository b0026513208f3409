namespace ContainerNet.Netlink;

/// <summary>How far away a route's destination is (RT_SCOPE_*, linux/rtnetlink.h). IPv6 knows universe only.</summary>
public enum RouteScope : byte
{
    /// <summary>Anywhere, by a gateway.</summary>
    Universe = 0,

    /// <summary>On the link.</summary>
    Link = 253,

    /// <summary>In this host.</summary>
    Host = 254,

    /// <summary>Nowhere; in a deletion, any scope.</summary>
    Nowhere = 255,
}
