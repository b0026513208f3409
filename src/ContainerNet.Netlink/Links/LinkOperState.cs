namespace ContainerNet.Netlink;

/// <summary>Operational state of a link (IF_OPER_*, linux/if.h; RFC 2863).</summary>
public enum LinkOperState : byte
{
    /// <summary>The driver does not tell; loopbacks are always so.</summary>
    Unknown = 0,

    /// <summary>The hardware is missing.</summary>
    NotPresent = 1,

    /// <summary>Down.</summary>
    Down = 2,

    /// <summary>Down because the link below, or the peer, is.</summary>
    LowerLayerDown = 3,

    /// <summary>In a test mode.</summary>
    Testing = 4,

    /// <summary>Waiting for an external event such as authentication.</summary>
    Dormant = 5,

    /// <summary>Passes packets.</summary>
    Up = 6,
}
