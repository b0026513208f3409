namespace ContainerNet.Netlink;

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
    /// <summary>The index of the link where packets come in; it must have "ingress" or "clsact".</summary>
    public required int LinkIndex { get; init; }

    /// <summary>The index of the link through which they go on.</summary>
    public required int TargetIndex { get; init; }

    /// <summary>The filter's preference: filters of lower numbers see packets first.</summary>
    public required ushort Preference { get; init; }

    /// <summary>The classifier.</summary>
    public MatchEverything Classifier { get; init; }
}
