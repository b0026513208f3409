namespace ContainerNet.Netlink;

/// <summary>A queueing discipline.</summary>
public sealed record Qdisc
{
    /// <summary>The index of its link.</summary>
    public required int LinkIndex { get; init; }

    /// <summary>The kind, such as "cake" or "tbf".</summary>
    public required string Kind { get; init; }

    /// <summary>The handle; its major number is in the upper half. 0 for a default that nobody asked for.</summary>
    public uint Handle { get; init; }

    /// <summary>Whether it is at the root, and so shapes all that the link sends.</summary>
    public bool IsRoot { get; init; }

    /// <summary>The rate of cake and tbf in bytes per second; null for others, and without a limit.</summary>
    public ulong? BytesPerSecond { get; init; }

    /// <summary>Of tbf: the bytes that may wait.</summary>
    public uint? Limit { get; init; }

    /// <summary>Of cake: whether what packets say of their own importance counts nothing.</summary>
    public bool IsBestEffort { get; init; }
}
