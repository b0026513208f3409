using System.Runtime.CompilerServices;
using Xunit;

namespace ContainerNet.Engine.Tests.RootFs;

/// <summary>A test that needs root: skipped with the reason without it, but never where CI=true is set.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class RootFactAttribute : FactAttribute
{
    public RootFactAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = -1)
        : base(file, line)
    {
        if (!Environment.IsPrivilegedProcess && Environment.GetEnvironmentVariable("CI") != "true")
            Skip = "needs root (owners and devices)";
    }
}
