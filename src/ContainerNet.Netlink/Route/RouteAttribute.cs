namespace ContainerNet.Netlink;

/// <summary>Attributes of routes: RTA_* and RTNH_* of linux/rtnetlink.h.</summary>
internal static class RouteAttribute
{
    public const ushort Destination = 1;
    public const ushort OutputLink = 4;
    public const ushort Gateway = 5;
    public const ushort Priority = 6;
    public const ushort PreferredSource = 7;
    public const ushort Multipath = 9;
    public const ushort Table = 15;

    /// <summary>A gateway of another family: u16 family, then the address (struct rtvia).</summary>
    public const ushort Via = 18;

    /// <summary>RTNH_F_ONLINK, in the flags of a route and of a hop.</summary>
    public const uint OnLinkFlag = 4;
}
