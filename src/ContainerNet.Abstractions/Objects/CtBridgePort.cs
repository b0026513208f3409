namespace ContainerNet;

/// <summary>An interface on a bridge.</summary>
public sealed record CtBridgePort : IKeyed
{
    /// <summary>The container's name; null for a link that is not ours.</summary>
    public string? Container { get; init; }

    /// <summary>The name inside the container; null for a link that is not ours.</summary>
    public string? Interface { get; init; }

    /// <summary>The link on the host.</summary>
    public required string HostInterface { get; init; }

    /// <summary>Up when the link is a port of the bridge now.</summary>
    public CtNetIfState State { get; init; }

    /// <summary>CONTAINER/INTERFACE, or the link.</summary>
    public override string ToString() => Container is null ? HostInterface : $"{Container}/{Interface}";

    IReadOnlyList<IComparable?> IKeyed.GetKey() => [HostInterface];
}
