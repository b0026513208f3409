using System.Diagnostics;

namespace ContainerNet.Bench.Contests;

/// <summary>Runs an entrant on a host of its own, with a store of its own.</summary>
internal static class Sandbox
{
    /// <summary>Runs it to its end.</summary>
    /// <param name="entrant">Who.</param>
    /// <returns>What it measured.</returns>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public static IReadOnlyList<Measurement> Run(Entrant entrant) =>
        [.. Print(entrant).Split('\n').Select(Measurement.Parse).OfType<Measurement>()];

    /// <summary>Runs it to its end.</summary>
    /// <param name="entrant">Who.</param>
    /// <returns>What it printed.</returns>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public static string Print(Entrant entrant)
    {
        string folder = Directory.CreateTempSubdirectory("containernet-bench-").FullName;
        try
        {
            var start = new ProcessStartInfo(Programs.OwnHost) { RedirectStandardOutput = true, RedirectStandardError = true };
            foreach (string word in entrant.Command.Prepend(folder).Prepend("--state")) start.ArgumentList.Add(word);
            start.Environment["BENCH_FOLDER"] = folder;
            start.Environment["NO_COLOR"] = "1";
            using Process process = Process.Start(start)!;
            Task<string> errors = process.StandardError.ReadToEndAsync();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0 && errors.Result.Length == 0
                ? output
                : throw new InvalidOperationException(
                    $"{string.Join(' ', entrant.Command)}: exit code {process.ExitCode}. {errors.Result}{output}");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>
    /// Waits until the machine is quiet: the kernel dismantles a namespace after its last process has ended, and one
    /// entrant's must not run into the next one's time.
    /// </summary>
    public static void Settle()
    {
        const int quietWindows = 4;
        long end = Environment.TickCount64 + 10_000;
        for (int quiet = 0; quiet < quietWindows && Environment.TickCount64 < end;)
        {
            (long busy, long all) before = Processors();
            Thread.Sleep(100);
            (long busy, long all) after = Processors();
            bool calm = (after.busy - before.busy) * 100 < (after.all - before.all) * 15;
            quiet = calm ? quiet + 1 : 0;
        }
    }

    // The first line of /proc/stat (proc(5)): user nice system idle iowait irq softirq steal, in ticks.
    private static (long Busy, long All) Processors()
    {
        using StreamReader reader = File.OpenText("/proc/stat");
        long[] ticks = [.. reader.ReadLine()!.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..9].Select(long.Parse)];
        return (ticks.Sum() - ticks[3] - ticks[4], ticks.Sum());
    }
}
