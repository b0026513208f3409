using System.Runtime.CompilerServices;

namespace ContainerNet.Engine.Tests.Harness;

/// <summary>A test that makes network namespaces. In CI it must run; elsewhere it is skipped without root.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RootFactAttribute : FactAttribute
{
    public RootFactAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = -1)
        : base(file, line) => Skip = Requirement.Missing();
}

/// <summary>As <see cref="RootFactAttribute"/>, with data.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RootTheoryAttribute : TheoryAttribute
{
    public RootTheoryAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = -1)
        : base(file, line) => Skip = Requirement.Missing();
}

/// <summary>What a test needs of the machine.</summary>
internal static class Requirement
{
    private static readonly bool s_ci = Environment.GetEnvironmentVariable("CI") == "true";

    /// <summary>Why tests that make network namespaces cannot run; null when they can, or must.</summary>
    public static string? Missing() => s_ci || Environment.IsPrivilegedProcess ? null : "needs root";

    /// <summary>Skips the running test when a program is not installed; in CI it must be.</summary>
    public static void Program(string name)
    {
        bool found =
            Environment.GetEnvironmentVariable("PATH")!.Split(':').Any(d => File.Exists(Path.Combine(d, name)));
        if (found) return;
        Assert.False(s_ci, $"{name} is not installed.");
        Assert.Skip($"needs the program {name}");
    }
}
