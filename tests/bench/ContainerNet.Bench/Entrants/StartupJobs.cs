using System.Diagnostics;
using ContainerNet.Bench.Contests;

namespace ContainerNet.Bench.Entrants;

/// <summary>How long a session takes from its start to its end.</summary>
internal static class StartupJobs
{
    public static void Run(string what)
    {
        string manifest = Directory.GetFiles(Path.Combine(Programs.Root, "output", "ContainerNet"), "ContainerNet.psd1",
            SearchOption.AllDirectories).Single();
        string script = what switch
        {
            "empty" => "exit",
            "import" => $"Import-Module '{manifest}'",
            _ => $"Import-Module '{manifest}'; Get-Ct",
        };
        var start = new ProcessStartInfo(Programs.Shell, ["-NoProfile", "-Command", script]);

        // ctnet has the module loaded already, unless there is none where it looks.
        start.Environment["CONTAINERNET_MODULE"] = "";
        Stopwatch watch = Stopwatch.StartNew();
        using Process process = Process.Start(start)!;
        process.WaitForExit();
        Measurement.Print("import", "session", what, 1, watch.Elapsed.TotalMilliseconds, 0);
    }
}
