namespace ContainerNet.Netlink;

/// <summary>What a route does with a packet (RTN_*, linux/rtnetlink.h). The kernel has others too.</summary>
public enum RouteType : byte
{
    /// <summary>Not said; in a filter or a deletion, any.</summary>
    Unspecified = 0,

    /// <summary>Sends it to a gateway or out of a link.</summary>
    Unicast = 1,

    /// <summary>Takes it in.</summary>
    Local = 2,

    /// <summary>Drops it silently.</summary>
    Blackhole = 6,

    /// <summary>Answers "host unreachable".</summary>
    Unreachable = 7,

    /// <summary>Answers "administratively prohibited".</summary>
    Prohibit = 8,

    /// <summary>Ends the search in this table.</summary>
    Throw = 9,
}
