namespace ContainerNet;

/// <summary>How much a difference matters.</summary>
public enum CtSeverity
{
    /// <summary>Something is there that nobody asked for; what was asked for works.</summary>
    Warning,

    /// <summary>Something that was asked for is missing or wrong.</summary>
    Error,
}

/// <summary>One difference between the desired state and the kernel or the files.</summary>
public sealed record CtNetIfFinding : IKeyed
{
    /// <summary>The container's name.</summary>
    public required string Container { get; init; }

    /// <summary>The interface's name inside the container; empty when it concerns the container as a whole.</summary>
    public required string Interface { get; init; }

    /// <summary>Where: host, container or file.</summary>
    public required string Where { get; init; }

    /// <summary>What differs: "address 192.0.2.5/32", "route 192.0.2.5/32", "link ctn-…", a file's path.</summary>
    public required string What { get; init; }

    /// <summary>What the desired state says.</summary>
    public required string Expected { get; init; }

    /// <summary>What was found.</summary>
    public required string Actual { get; init; }

    /// <summary>How much it matters.</summary>
    public CtSeverity Severity { get; init; }

    /// <summary>
    /// Whether Repair-CtNetIf can repair it while the container runs; otherwise it takes a stop and a start.
    /// </summary>
    public bool Repairable { get; init; } = true;

    /// <summary>The interface, such as web01/eth0; the container when it concerns the container as a whole.</summary>
    public string GetTarget() => Interface.Length > 0 ? $"{Container}/{Interface}" : Container;

    IReadOnlyList<IComparable?> IKeyed.GetKey() => [Container, Interface, Where, What];
}
