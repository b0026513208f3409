namespace ContainerNet;

/// <summary>Whether a container runs.</summary>
public enum CtState
{
    /// <summary>Not running: its interfaces may change.</summary>
    Stopped,

    /// <summary>Running: it has a network namespace.</summary>
    Running,

    /// <summary>Its runtime no longer has it; what ContainerNet keeps for it, such as its addresses, is still
    /// there.</summary>
    Gone,
}

/// <summary>A container, as Get-Ct gives it.</summary>
public sealed record Ct : IKeyed
{
    /// <summary>The name, unique across all runtimes.</summary>
    public required string Name { get; init; }

    /// <summary>What starts and stops it: NetNs or Lxc.</summary>
    public required string Runtime { get; init; }

    /// <summary>Whether it runs.</summary>
    public CtState State { get; init; }

    /// <summary>The distribution found in its root file system, as "debian 12"; null without one.</summary>
    public string? Distribution { get; init; }

    /// <summary>What configures the network inside; null when that is not known.</summary>
    public string? NetworkStack { get; init; }

    /// <summary>The root file system on the host; null for a bare namespace.</summary>
    public string? RootFs { get; init; }

    /// <summary>The process id of its init on the host, while one runs.</summary>
    public int? InitPid { get; init; }

    /// <summary>The name, so that a container binds to every -Container parameter.</summary>
    public string Container => Name;

    IReadOnlyList<IComparable?> IKeyed.GetKey() => [Name];
}
