namespace ContainerNet.Engine.Linux;

/// <summary>Where the engine keeps things; tests and sandboxes have folders of their own.</summary>
internal sealed record EngineOptions
{
    /// <summary>The desired state, which survives a reboot.</summary>
    public string StateDirectory { get; init; } = "/var/lib/containernet";

    /// <summary>What is gone after a reboot: pids and logs.</summary>
    public string RunDirectory { get; init; } = "/run/containernet";

    /// <summary>How long the command of a namespace container is watched after a start.</summary>
    public TimeSpan InitWatch { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>Where LXC keeps its containers; null asks lxc-config.</summary>
    public string? LxcPath { get; init; }

    /// <summary>The environment's word over the defaults: CONTAINERNET_STATE, CONTAINERNET_RUN,
    /// CONTAINERNET_LXCPATH.</summary>
    public static EngineOptions FromEnvironment()
    {
        var defaults = new EngineOptions();
        return new EngineOptions
        {
            StateDirectory = Value("CONTAINERNET_STATE") ?? defaults.StateDirectory,
            RunDirectory = Value("CONTAINERNET_RUN") ?? defaults.RunDirectory,
            LxcPath = Value("CONTAINERNET_LXCPATH"),
        };
    }

    private static string? Value(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value ? value : null;
}
