namespace ContainerNet.Engine.Model;

/// <summary>The settings of the host.</summary>
internal sealed record NetOptions
{
    public InterconnectPool PoolV4 { get; init; } = InterconnectPool.Parse("10.100.0.0/16");

    public InterconnectPool PoolV6 { get; init; } = InterconnectPool.Parse("fd00:c7::/64");

    /// <summary>The bridge of interfaces that name none: LXC's own default.</summary>
    public string DefaultBridge { get; init; } = "lxcbr0";

    /// <summary>Whether the host's packet filter is told to let through what is forwarded for containers.</summary>
    public bool ForwardAccept { get; init; }

    /// <summary>Keys of the file that this version does not know.</summary>
    public UnknownKeys Unknown { get; init; } = UnknownKeys.None;

    public InterconnectPool Pool(IPVersion version) => version == IPVersion.IPv4 ? PoolV4 : PoolV6;
}
