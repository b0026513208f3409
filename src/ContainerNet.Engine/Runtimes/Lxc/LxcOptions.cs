using ContainerNet.Engine.Linux;

namespace ContainerNet.Engine.Runtimes.Lxc;

/// <summary>What may differ from a stock LXC on a stock host.</summary>
internal sealed record LxcOptions
{
    /// <summary>Where the containers are; null asks LXC (lxc.lxcpath).</summary>
    public string? LxcPath { get; init; }

    /// <summary>Where each container has a folder with the files of its hook.</summary>
    public required string FilesDirectory { get; init; }

    /// <summary>Where lxc-start logs to, when the container's configuration names no file.</summary>
    public string LogDirectory { get; init; } = "/run/containernet/lxc";

    /// <summary>How long a start may take until the container is RUNNING.</summary>
    public TimeSpan StartTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long an init may take to shut down before it is killed.</summary>
    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Those of an engine.</summary>
    /// <param name="engine">The engine's.</param>
    public static LxcOptions Of(EngineOptions engine) => new()
    {
        LxcPath = engine.LxcPath,
        FilesDirectory = Path.Combine(engine.StateDirectory, "lxc"),
        LogDirectory = Path.Combine(engine.RunDirectory, "lxc"),
    };
}
