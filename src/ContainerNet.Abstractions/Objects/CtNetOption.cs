namespace ContainerNet;

/// <summary>The settings of the host, as Get-CtNetOption gives them.</summary>
public sealed record CtNetOption
{
    /// <summary>Where `-Via auto` takes IPv4 interconnects from, a /30 for each interface.</summary>
    public required InterconnectPool InterconnectPoolV4 { get; init; }

    /// <summary>Where `-Via auto` takes IPv6 interconnects from, a /126 for each interface.</summary>
    public required InterconnectPool InterconnectPoolV6 { get; init; }

    /// <summary>The bridge of interfaces that name none.</summary>
    public required string DefaultBridge { get; init; }

    /// <summary>Whether the host's packet filter is told to accept what is forwarded for containers.</summary>
    public bool ForwardAccept { get; init; }

    /// <summary>Where the desired state is stored; the environment variable CONTAINERNET_STATE chooses it.</summary>
    public required string StateDirectory { get; init; }
}
