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

    // A user's PATH may lack those of sbin.
    private static readonly string[] s_path =
        [.. Environment.GetEnvironmentVariable("PATH")!.Split(':'), "/usr/sbin", "/usr/bin", "/sbin", "/bin"];

    /// <summary>Why tests that make network namespaces cannot run; null when they can, or must.</summary>
    public static string? Missing() => s_ci || Environment.IsPrivilegedProcess ? null : "needs root";

    /// <summary>Skips the running test where programs are not installed, or without root; in CI both must be.</summary>
    /// <param name="names">Names to be found on the PATH, or whole paths.</param>
    public static void Programs(params string[] names)
    {
        string[] missing = [.. names.Where(n => !s_path.Select(d => Path.Combine(d, n)).Any(File.Exists))];
        string? reason = missing.Length > 0
            ? $"{string.Join(", ", missing)} not installed: run tests/install-tools.sh."
            : Missing();
        if (reason is null) return;
        Assert.False(s_ci, reason);
        Assert.Skip(reason);
    }
}
