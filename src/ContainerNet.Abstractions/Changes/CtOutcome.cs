namespace ContainerNet;

/// <summary>What became of one wish.</summary>
/// <param name="Change">The wish.</param>
public sealed record CtOutcome(CtChange Change)
{
    /// <summary>Why it was not done; null when it was.</summary>
    public ContainerNetException? Error { get; init; }

    /// <summary>The container after the change; null when it failed or is gone.</summary>
    public Ct? Container => DescribeContainer?.Invoke();

    /// <summary>The interface after the change; null when it failed, is gone, or is not what was changed.</summary>
    public CtNetIf? Interface => DescribeInterface?.Invoke();

    /// <summary>Makes <see cref="Container"/>, when somebody asks for it.</summary>
    public Func<Ct>? DescribeContainer { private get; init; }

    /// <summary>Makes <see cref="Interface"/>, when somebody asks for it.</summary>
    public Func<CtNetIf?>? DescribeInterface { private get; init; }
}
