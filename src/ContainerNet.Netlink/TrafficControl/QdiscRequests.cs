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

/// <summary>The discipline "htb" for all that a link sends, with one class that takes everything.</summary>
public readonly record struct HtbRequest
{
    /// <summary>The index of the link.</summary>
    public required int LinkIndex { get; init; }

    /// <summary>The rate.</summary>
    public required ulong BytesPerSecond { get; init; }

    /// <summary>Bytes that may be sent at once after a pause.</summary>
    public required uint Burst { get; init; }
}

/// <summary>How a filter comes to match every packet.</summary>
public enum MatchEverything
{
    /// <summary>The classifier made for it (Linux 4.8).</summary>
    MatchAll,

    /// <summary>The classifier u32 with a key that compares no bit.</summary>
    U32,
}

/// <summary>A filter that sends on through another link whatever comes in at a link.</summary>
public readonly record struct RedirectRequest
{
    /// <summary>The index of the link where packets come in; it must have the discipline "ingress" or "clsact".</summary>
    public required int LinkIndex { get; init; }

    /// <summary>The index of the link through which they go on.</summary>
    public required int TargetIndex { get; init; }

    /// <summary>The filter's preference: filters of lower numbers see packets first.</summary>
    public required ushort Preference { get; init; }

    /// <summary>The classifier.</summary>
    public MatchEverything Classifier { get; init; }
}
