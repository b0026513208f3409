using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using ContainerNet.Engine.Linux;

namespace ContainerNet.Engine.Runtimes.Lxc;

/// <summary>Whether containers run, and as which processes; for a stopped one no process is started.</summary>
internal sealed class LxcMonitor
{
    private static readonly TimeSpan s_start = TimeSpan.FromSeconds(5);

    // A process id alone may have a new owner by now; with its start time it is that process.
    private readonly ConcurrentDictionary<string, ProcessRecord> _known = new(StringComparer.Ordinal);

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

        if (answers == true && _known.TryGetValue(paths.Name, out ProcessRecord? known) && known.IsAlive())
        {
            return (true, known.Pid);
        }

        int? pid = AskLxc(paths);
        if (pid is { } p) _known[paths.Name] = ProcessRecord.Of(p, hasChild: false);
        return (answers ?? pid is not null, pid);
    }

    // While it starts, stops or aborts, a monitor answers too. A start is soon over, and then there is an answer that
    // holds: somebody else may have begun it.
    private static int? AskLxc(LxcPaths paths)
    {
        string[] arguments = ["-n", paths.Name, "-P", paths.LxcPath, "-s", "-p"];
        long from = Stopwatch.GetTimestamp();
        string output = HostProgram.Ask("lxc-info", arguments) ?? "";
        while (Value(output, "State:") == "STARTING" && Stopwatch.GetElapsedTime(from) < s_start)
        {
            Thread.Sleep(10);
            output = HostProgram.Ask("lxc-info", arguments) ?? "";
        }

        if (Value(output, "State:") is not ("RUNNING" or "FROZEN")) return null;
        return int.TryParse(Value(output, "PID:"), CultureInfo.InvariantCulture, out int pid) && pid > 0 ? pid : null;
    }

    private static string? Value(string output, string label) =>
        Array.Find(output.Split('\n'), l => l.StartsWith(label, StringComparison.Ordinal))?[label.Length..].Trim();
}
