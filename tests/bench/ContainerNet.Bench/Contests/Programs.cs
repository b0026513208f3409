namespace ContainerNet.Bench.Contests;

/// <summary>Where programs are.</summary>
internal static class Programs
{
    /// <summary>The repository's root: the folder above that has the manifest.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>This program.</summary>
    public static string Self { get; } = Environment.ProcessPath!;

    /// <summary>The C floor, compiled beside this program; absent without a C compiler.</summary>
    public static string Floor { get; } = Path.Combine(AppContext.BaseDirectory, "floor");

    /// <summary>The benchmarks of parts; built when they are asked for.</summary>
    public static string Micro { get; } = Path.Combine(
        Root, "tests", "bench", "ContainerNet.Micro", "bin", "Release", "net10.0", "ContainerNet.Micro");

    /// <summary>pwsh when it is installed, else ctnet, which embeds the same engine.</summary>
    public static string Shell { get; } = Environment.GetEnvironmentVariable("PWSH") is { Length: > 0 } chosen
        ? chosen
        : Find("pwsh") ?? Path.Combine(Root, "output", "ctnet", "ctnet");

    /// <summary>The full path of a program; null when it is not installed.</summary>
    public static string? Find(string program)
    {
        if (program.Contains('/', StringComparison.Ordinal)) return File.Exists(program) ? program : null;
        string path = Environment.GetEnvironmentVariable("PATH") ?? "";
        return path.Split(':').Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
    }

    private static string FindRoot()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "ContainerNet.psd1")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder ?? throw new DirectoryNotFoundException("The repository of this program was not found.");
    }
}
