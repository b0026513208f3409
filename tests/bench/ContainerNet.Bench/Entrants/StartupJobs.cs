using System.Diagnostics;
using ContainerNet.Bench.Contests;

namespace ContainerNet.Bench.Entrants;

/// <summary>
/// How long a session takes from its start to its end: of the shell alone, with the module, and with its first cmdlet;
/// and how much longer than that of the shell alone in the same turn.
/// </summary>
internal static class StartupJobs
{
    private const int Turns = 10;

    // The machine is faster in one minute than in another: a difference holds within a turn.
    public static void Run()
    {
        (string Name, string Script)[] sessions = Sessions();
        foreach ((_, string script) in sessions) Time(script);
        for (int turn = 0; turn < Turns; turn++)
        {
            var times = new Dictionary<string, double>();
            for (int i = 0; i < sessions.Length; i++)
            {
                (string name, string script) = sessions[(i + turn) % sessions.Length];
                times[name] = Time(script);
            }

            foreach ((string name, double time) in times)
            {
                Measurement.Print("import", "session", name, 1, time, 0);
                if (name != "empty") Measurement.Print("import", "over-empty", name, 1, time - times["empty"], 0);
            }
        }
    }

    private static (string Name, string Script)[] Sessions()
    {
        string manifest = Directory.GetFiles(Path.Combine(Programs.Root, "output", "Release", "ContainerNet"), "ContainerNet.psd1",
            SearchOption.AllDirectories).Single();
        return
        [
            ("empty", "exit"),
            ("import", $"Import-Module '{manifest}'"),
            ("first", $"Import-Module '{manifest}'; Get-Ct"),
        ];
    }

    private static double Time(string script)
    {
        var start = new ProcessStartInfo(
            Programs.Shell[0], [.. Programs.Shell.Skip(1), "-NoProfile", "-Command", script]);

        // What PowerShell tells of each session and module it would send from here in vain.
        start.Environment["POWERSHELL_TELEMETRY_OPTOUT"] = "1";
        var watch = Stopwatch.StartNew();
        using Process process = Process.Start(start)!;
        process.WaitForExit();
        double time = watch.Elapsed.TotalMilliseconds;
        if (process.ExitCode != 0) throw new InvalidOperationException($"'{script}' failed in a new session.");
        return time;
    }
}
