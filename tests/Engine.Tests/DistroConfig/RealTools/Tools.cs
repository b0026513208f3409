namespace ContainerNet.Engine.Tests.DistroConfig.RealTools;

/// <summary>Whether a test can have what it needs; with CI=true it must, and is not skipped.</summary>
internal static class Tools
{
    private static readonly string[] s_path = ["/usr/sbin", "/usr/bin", "/sbin", "/bin"];

    public static void Require(params string[] programs)
    {
        string[] missing = [.. programs.Where(p => p.StartsWith('/') ? !File.Exists(p) : Find(p) is null)];
        string? reason = missing.Length > 0 ? $"{string.Join(", ", missing)} not installed: run tests/install-tools.sh."
            : Environment.UserName != "root" ? "Needs root for namespaces of its own." : null;
        if (reason is null) return;
        Assert.False(Environment.GetEnvironmentVariable("CI") == "true", reason);
        Assert.Skip(reason);
    }

    private static string? Find(string program) =>
        s_path.Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
}
