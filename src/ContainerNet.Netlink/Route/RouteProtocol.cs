namespace ContainerNet.Netlink;

/// <summary>Who made a route (RTPROT_*, linux/rtnetlink.h). Other numbers belong to routing daemons.</summary>
public enum RouteProtocol : byte
{
    /// <summary>Not said; in a filter or a deletion, any.</summary>
    Unspecified = 0,

    /// <summary>ICMP redirects.</summary>
    Redirect = 1,

    /// <summary>The kernel.</summary>
    Kernel = 2,

    /// <summary>Boot scripts.</summary>
    Boot = 3,

    /// <summary>The administrator.</summary>
    Static = 4,

    /// <summary>Router advertisements.</summary>
    RouterAdvertisement = 9,

    /// <summary>A DHCP client.</summary>
    Dhcp = 16,
}
