namespace ContainerNet.Netlink;

/// <summary>State of a neighbour entry (NUD_*, linux/neighbour.h).</summary>
[Flags]
public enum NeighbourState : ushort
{
    /// <summary>None: the entry was only just made.</summary>
    None = 0,

    /// <summary>Being resolved.</summary>
    Incomplete = 0x01,

    /// <summary>Confirmed a short while ago.</summary>
    Reachable = 0x02,

    /// <summary>Not confirmed any more.</summary>
    Stale = 0x04,

    /// <summary>Will be probed soon.</summary>
    Delay = 0x08,

    /// <summary>Being probed.</summary>
    Probe = 0x10,

    /// <summary>Did not answer.</summary>
    Failed = 0x20,

    /// <summary>Needs no resolution.</summary>
    NoArp = 0x40,

    /// <summary>Set by the administrator; never probed.</summary>
    Permanent = 0x80,
}
