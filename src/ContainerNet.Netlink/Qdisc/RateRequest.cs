namespace ContainerNet.Netlink;

/// <summary>
/// The discipline "cake" for all that a link sends: a rate that is shared fairly between flows, with short queues.
/// </summary>
public readonly record struct CakeRequest
{
    /// <summary>The index of the link.</summary>
    public required int LinkIndex { get; init; }

    /// <summary>The rate.</summary>
    public required ulong BytesPerSecond { get; init; }

    /// <summary>Whether what packets say of their own importance (DSCP) counts nothing.</summary>
    public bool BestEffort { get; init; }
}

/// <summary>The discipline "tbf" for all that a link sends: a rate kept by a bucket of tokens, one queue.</summary>
public readonly record struct TokenBucketRequest
{
    /// <summary>The index of the link.</summary>
    public required int LinkIndex { get; init; }

    /// <summary>The rate.</summary>
    public required ulong BytesPerSecond { get; init; }

    /// <summary>
    /// Bytes that may be sent at once after a pause. Packets that are longer and cannot be cut are dropped.
    /// </summary>
    public required uint Burst { get; init; }

    /// <summary>Bytes that may wait; what comes beyond is dropped.</summary>
    public required uint Limit { get; init; }
}
