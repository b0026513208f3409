namespace ContainerNet.Netlink.Protocol;

/// <summary>Options and groups of sockets: NETLINK_* of linux/netlink.h, RTNLGRP_* of linux/rtnetlink.h.</summary>
internal static class SocketOption
{
    /// <summary>The protocol of rtnetlink.</summary>
    public const int Route = 0;

    public const int AddMembership = 1;

    /// <summary>
    /// Groups tell of other namespaces too, and which one by a control message of this type (Linux 4.2).
    /// </summary>
    public const int ListenAllNamespaces = 8;

    /// <summary>Errors echo the header of a request only (Linux 4.3).</summary>
    public const int CapAcknowledgement = 10;

    /// <summary>Errors come with a text (Linux 4.12).</summary>
    public const int ExtendedAcknowledgement = 11;

    /// <summary>Dumps obey the filter in the request, and reject one they do not know (Linux 4.20).</summary>
    public const int StrictCheck = 12;

    public const int LinkGroup = 1;
    public const int Ipv4AddressGroup = 5;
    public const int Ipv4RouteGroup = 7;
    public const int Ipv6AddressGroup = 9;
    public const int Ipv6RouteGroup = 11;
}
