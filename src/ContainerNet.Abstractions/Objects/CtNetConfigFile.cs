namespace ContainerNet;

/// <summary>What is, or would be, done with a file inside a container.</summary>
public enum CtFileAction
{
    /// <summary>It is as it should be.</summary>
    Unchanged,

    /// <summary>Made or replaced.</summary>
    Written,

    /// <summary>Removed: its interface is gone.</summary>
    Removed,

    /// <summary>Left as the administrator of the container has it.</summary>
    Kept,

    /// <summary>ContainerNet's is removed, and the administrator's own is restored.</summary>
    Restored,
}

/// <summary>A file of the network configuration inside a container.</summary>
public sealed record CtNetConfigFile : IKeyed
{
    /// <summary>The container's name.</summary>
    public required string Container { get; init; }

    /// <summary>The network stack that reads it.</summary>
    public required string NetworkStack { get; init; }

    /// <summary>The path inside the container.</summary>
    public required string Path { get; init; }

    /// <summary>The permission bits in octal, as "0644"; empty for a link.</summary>
    public string Mode { get; init; } = "";

    /// <summary>The whole text; null for a link, and for a file that is removed.</summary>
    public string? Content { get; init; }

    /// <summary>Where a link points to; null for a file.</summary>
    public string? LinkTarget { get; init; }

    /// <summary>What is, or would be, done.</summary>
    public CtFileAction Action { get; init; }

    /// <summary>Why this network stack, and why the file was kept.</summary>
    public string[] Reason { get; init; } = [];

    IReadOnlyList<IComparable?> IKeyed.GetKey() => [Container, Path];
}
