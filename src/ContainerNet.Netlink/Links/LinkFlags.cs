namespace ContainerNet.Netlink;

/// <summary>Flags of a link (IFF_*, linux/if.h).</summary>
[Flags]
public enum LinkFlags : uint
{
    /// <summary>No flag.</summary>
    None = 0,

    /// <summary>Administratively up.</summary>
    Up = 1,

    /// <summary>Can broadcast.</summary>
    Broadcast = 2,

    /// <summary>A loopback.</summary>
    Loopback = 8,

    /// <summary>A point-to-point link.</summary>
    PointToPoint = 0x10,

    /// <summary>Operational: RFC 2863 up.</summary>
    Running = 0x40,

    /// <summary>Does no ARP.</summary>
    NoArp = 0x80,

    /// <summary>Receives all packets.</summary>
    Promiscuous = 0x100,

    /// <summary>Receives all multicast packets.</summary>
    AllMulticast = 0x200,

    /// <summary>Master of a load balancer.</summary>
    Master = 0x400,

    /// <summary>Slave of a load balancer.</summary>
    Slave = 0x800,

    /// <summary>Can multicast.</summary>
    Multicast = 0x1000,

    /// <summary>The driver signals a carrier.</summary>
    LowerUp = 0x10000,

    /// <summary>The driver signals dormant.</summary>
    Dormant = 0x20000,
}
