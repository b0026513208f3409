using System.Runtime.CompilerServices;

namespace ContainerNet.Engine.Tests.Runtimes.Lxc;

/// <summary>A test that starts real LXC containers: skipped where that can't be, but never in CI.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LxcFactAttribute : FactAttribute
{
    public LxcFactAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = -1)
        : base(file, line)
    {
        Timeout = 0;
        if (Environment.GetEnvironmentVariable("CI") == "true") return;
        if (!Environment.IsPrivilegedProcess) Skip = "Starting LXC containers needs root.";
        else if (!File.Exists("/usr/bin/lxc-start")) Skip = "LXC is not installed (apt-get install lxc).";
    }
}

/// <summary>They share the machine's cgroups and processors: one after the other.</summary>
[CollectionDefinition("Lxc", DisableParallelization = true)]
public sealed class LxcCollection;
