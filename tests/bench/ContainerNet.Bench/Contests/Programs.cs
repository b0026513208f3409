using System.Diagnostics;

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

    /// <summary>The peer in Go; absent where its library could not be compiled.</summary>
    public static string Go { get; } = Path.Combine(AppContext.BaseDirectory, "peer-go");

    /// <summary>A Python that has pyroute2: the first of the path, or the system's own; else no program.</summary>
    public static string Python { get; } =
        new[] { "python3", "/usr/bin/python3" }.FirstOrDefault(HasPyroute) ?? "python3 with pyroute2";

    /// <summary>The benchmarks of parts; built when they are asked for.</summary>
    public static string Micro { get; } = Path.Combine(
        Root, "tests", "bench", "ContainerNet.Micro", "bin", "Release", "net10.0", "ContainerNet.Micro");

    /// <summary>The command line of PowerShell, as tests/bench/run.sh found it: a word a line.</summary>
    public static IReadOnlyList<string> Shell { get; } =
        (Environment.GetEnvironmentVariable("PWSH_COMMAND") ?? "pwsh").Split('\n');

    /// <summary>Runs a command on a host of its own.</summary>
    public static string OwnHost { get; } = Path.Combine(Root, "tests", "own-host.sh");

    /// <summary>The full path of a program; null when it is not installed.</summary>
    public static string? Find(string program)
    {
        if (program.Contains('/', StringComparison.Ordinal)) return File.Exists(program) ? program : null;
        string path = Environment.GetEnvironmentVariable("PATH") ?? "";
        return path.Split(':').Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
    }

    private static bool HasPyroute(string python)
    {
        if (Find(python) is null) return false;
        var start = new ProcessStartInfo(python, ["-c", "import pyroute2"]) { RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        process.StandardError.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0;
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
