namespace ContainerNet;

/// <summary>What an interface receives and sends a second, as the container sees it.</summary>
public sealed record CtNetIfRate : IKeyed
{
    /// <summary>The container's name.</summary>
    public required string Container { get; init; }

    /// <summary>The interface's name inside the container.</summary>
    public required string Interface { get; init; }

    /// <summary>The end of the interval.</summary>
    public DateTimeOffset Time { get; init; }

    /// <summary>How long was measured.</summary>
    public TimeSpan Interval { get; init; }

    /// <summary>Bytes a second that the container receives.</summary>
    public double RxBytesPerSecond { get; init; }

    /// <summary>Bytes a second that the container sends.</summary>
    public double TxBytesPerSecond { get; init; }

    /// <summary>Bits a second that the container receives, as limits are counted.</summary>
    public double RxBitsPerSecond => RxBytesPerSecond * 8;

    /// <summary>Bits a second that the container sends.</summary>
    public double TxBitsPerSecond => TxBytesPerSecond * 8;

    /// <summary>Packets a second that the container receives.</summary>
    public double RxPacketsPerSecond { get; init; }

    /// <summary>Packets a second that the container sends.</summary>
    public double TxPacketsPerSecond { get; init; }

    /// <summary>The rate between two readings; null when they are not of the same start of a container.</summary>
    /// <param name="from">The earlier reading.</param>
    /// <param name="to">The later reading.</param>
    public static CtNetIfRate? Between(CtNetIfStatistics from, CtNetIfStatistics to)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        TimeSpan interval = to.Time - from.Time;
        bool restarted = to.RxBytes < from.RxBytes || to.TxBytes < from.TxBytes
            || to.RxPackets < from.RxPackets || to.TxPackets < from.TxPackets;
        if (restarted || interval <= TimeSpan.Zero) return null;
        double seconds = interval.TotalSeconds;
        return new CtNetIfRate
        {
            Container = to.Container,
            Interface = to.Interface,
            Time = to.Time,
            Interval = interval,
            RxBytesPerSecond = (to.RxBytes - from.RxBytes) / seconds,
            TxBytesPerSecond = (to.TxBytes - from.TxBytes) / seconds,
            RxPacketsPerSecond = (to.RxPackets - from.RxPackets) / seconds,
            TxPacketsPerSecond = (to.TxPackets - from.TxPackets) / seconds,
        };
    }

    IReadOnlyList<IComparable?> IKeyed.GetKey() => [Container, Interface, Time];
}
