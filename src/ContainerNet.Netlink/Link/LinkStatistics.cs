namespace ContainerNet.Netlink;

/// <summary>Counters of a link since it was created (struct rtnl_link_stats64, linux/if_link.h).</summary>
public readonly record struct LinkStatistics
{
    /// <summary>Packets received.</summary>
    public ulong RxPackets { get; init; }

    /// <summary>Packets sent.</summary>
    public ulong TxPackets { get; init; }

    /// <summary>Bytes received.</summary>
    public ulong RxBytes { get; init; }

    /// <summary>Bytes sent.</summary>
    public ulong TxBytes { get; init; }

    /// <summary>Bad packets received.</summary>
    public ulong RxErrors { get; init; }

    /// <summary>Failed transmissions.</summary>
    public ulong TxErrors { get; init; }

    /// <summary>Received packets that were dropped.</summary>
    public ulong RxDropped { get; init; }

    /// <summary>Packets dropped on their way out.</summary>
    public ulong TxDropped { get; init; }
}
