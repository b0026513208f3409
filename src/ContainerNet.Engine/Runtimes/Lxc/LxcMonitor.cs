using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace ContainerNet.Engine.Runtimes.Lxc;

/// <summary>Whether containers run, and as which processes; for a stopped one no process is started.</summary>
internal sealed class LxcMonitor
{
    private static readonly TimeSpan s_start = TimeSpan.FromSeconds(5);

    // A process id alone may have a new owner by now; with its start time it is that process.
    private readonly ConcurrentDictionary<string, (int Pid, string StartTime)> _known = new(StringComparer.Ordinal);

    /// <summary>Whether anything of the container runs, and the process id of its init while it is RUNNING.</summary>
    /// <param name="paths">The container.</param>
    public (bool Running, int? InitPid) Ask(LxcPaths paths)
    {
        bool? answers = LxcCommandSocket.Answers(paths);
        if (answers == false)
        {
            _known.TryRemove(paths.Name, out _);
            return (false, null);
        }

        if (answers == true && _known.TryGetValue(paths.Name, out (int Pid, string StartTime) known) && StartTime(known.Pid) == known.StartTime)
        {
            return (true, known.Pid);
        }

        int? pid = AskLxc(paths);
        if (pid is { } p && StartTime(p) is { } time) _known[paths.Name] = (p, time);
        return (answers ?? pid is not null, pid);
    }

    // While it starts, stops or aborts, a monitor answers too. A start is soon over, and then there is an answer that
    // holds: somebody else may have begun it.
    private static int? AskLxc(LxcPaths paths)
    {
        string[] arguments = ["-n", paths.Name, "-P", paths.LxcPath, "-s", "-p"];
        long from = Stopwatch.GetTimestamp();
        string output = LxcProgram.Ask("lxc-info", arguments) ?? "";
        while (Value(output, "State:") == "STARTING" && Stopwatch.GetElapsedTime(from) < s_start)
        {
            Thread.Sleep(10);
            output = LxcProgram.Ask("lxc-info", arguments) ?? "";
        }

        if (Value(output, "State:") is not ("RUNNING" or "FROZEN")) return null;
        return int.TryParse(Value(output, "PID:"), CultureInfo.InvariantCulture, out int pid) && pid > 0 ? pid : null;
    }

    private static string? Value(string output, string label) =>
        Array.Find(output.Split('\n'), l => l.StartsWith(label, StringComparison.Ordinal))?[label.Length..].Trim();

    // proc(5): the name in parentheses may hold anything, so count from the last one; starttime is field 22.
    private static string? StartTime(int pid)
    {
        try
        {
            string stat = File.ReadAllText($"/proc/{pid}/stat");
            string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return fields[0] is "Z" or "X" ? null : fields[19];
        }
        catch (IOException)
        {
            return null;
        }
    }
}
