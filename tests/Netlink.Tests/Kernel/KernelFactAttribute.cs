using System.Runtime.CompilerServices;

namespace ContainerNet.Netlink.Tests.Kernel;

/// <summary>
/// A test that changes the kernel's state and so needs root. In CI it must run; elsewhere it is skipped.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class KernelFactAttribute : FactAttribute
{
    public KernelFactAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = -1)
        : base(file, line)
    {
        if (!Environment.IsPrivilegedProcess && Environment.GetEnvironmentVariable("CI") != "true")
            Skip = "needs root";
    }
}
