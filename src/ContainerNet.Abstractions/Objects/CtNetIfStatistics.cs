namespace ContainerNet;

/// <summary>What an interface has received and sent since the container started, as the container sees it.</summary>
public sealed record CtNetIfStatistics : IKeyed
{
    /// <summary>The container's name.</summary>
    public required string Container { get; init; }

    /// <summary>The interface's name inside the container.</summary>
    public required string Interface { get; init; }

    /// <summary>When the counters were read.</summary>
    public DateTimeOffset Time { get; init; }

    /// <summary>Bytes that the container received.</summary>
    public ulong RxBytes { get; init; }

    /// <summary>Bytes that the container sent.</summary>
    public ulong TxBytes { get; init; }

    /// <summary>Packets that the container received.</summary>
    public ulong RxPackets { get; init; }

    /// <summary>Packets that the container sent.</summary>
    public ulong TxPackets { get; init; }

    /// <summary>Packets to the container that failed.</summary>
    public ulong RxErrors { get; init; }

    /// <summary>Packets of the container that failed.</summary>
    public ulong TxErrors { get; init; }

    /// <summary>Packets to the container that were dropped, by a limit among others.</summary>
    public ulong RxDropped { get; init; }

    /// <summary>Packets of the container that were dropped.</summary>
    public ulong TxDropped { get; init; }

    IReadOnlyList<IComparable?> IKeyed.GetKey() => [Container, Interface, Time];
}
