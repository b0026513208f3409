namespace ContainerNet.Engine.DistroConfig.Detection;

/// <summary>What configures the network in a root file system, and why we think so.</summary>
internal sealed record DetectedStack
{
    /// <summary>A name in <see cref="NetworkStackCatalog"/>; null when nothing known was found.</summary>
    public string? StackName { get; init; }

    /// <summary>ID of os-release: debian.</summary>
    public string? DistributionId { get; init; }

    /// <summary>VERSION_ID of os-release: 12.</summary>
    public string? Version { get; init; }

    /// <summary>PRETTY_NAME of os-release: Debian GNU/Linux 12 (bookworm).</summary>
    public string? PrettyName { get; init; }

    /// <summary>What was seen, a sentence each; the last is what decided.</summary>
    public IReadOnlyList<string> Reasons { get; init; } = [];
}
