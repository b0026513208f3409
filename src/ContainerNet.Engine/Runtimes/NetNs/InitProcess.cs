using System.Diagnostics;
using ContainerNet.Engine.Linux;
using ContainerNet.Engine.Model;
using ContainerNet.Netlink;
using Tmds.Linux;

namespace ContainerNet.Engine.Runtimes.NetNs;

/// <summary>The command that runs in a namespace container, and ends with it.</summary>
internal sealed class InitProcess(string runDirectory)
{
    // A command that cannot run ends within this time.
    private static readonly TimeSpan s_settle = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan s_grace = TimeSpan.FromSeconds(5);

    /// <summary>The pid of the command on the host; null when none runs.</summary>
    public int? FindPid(string container)
    {
        if (ReadRecord(container) is not { } record || !record.IsAlive()) return null;

        // With a root file system the record is of unshare(1), which waits; its child is the command.
        return record.HasChild ? ProcessRecord.FirstChild(record.Pid) : record.Pid;
    }

    /// <summary>Starts the commands of those containers that have one, each in its namespace.</summary>
    /// <param name="containers">The containers.</param>
    /// <param name="errors">Gets those whose command could not be started, or ended at once.</param>
    public void StartAll(IReadOnlyList<ContainerConfig> containers, Dictionary<string, ContainerNetException> errors)
    {
        List<ContainerConfig> with = [.. containers.Where(c => c.Init.Count > 0)];
        if (with.Count == 0) return;
        Directory.CreateDirectory(runDirectory);
        var started = new List<(ContainerConfig Container, Process Process)>(with.Count);
        foreach (ContainerConfig container in with)
        {
            Try(container, errors, () => started.Add((container, Begin(container))));
        }

        long end = Environment.TickCount64 + (long)s_settle.TotalMilliseconds;
        foreach ((ContainerConfig container, Process process) in started)
        {
            bool ended = process.WaitForExit((int)Math.Max(0, end - Environment.TickCount64));
            if (ended) errors[container.Name] = EndedAtOnce(container, process.ExitCode);

            // Without its record nobody could end it later.
            else if (!Try(container, errors, () => Record(container, process.Id))) process.Kill(entireProcessTree: true);
            process.Dispose();
        }
    }

    private static bool Try(
        ContainerConfig container, Dictionary<string, ContainerNetException> errors, Action action)
    {
        try
        {
            action();
            return true;
        }
        catch (Exception e)
            when (e is IOException or UnauthorizedAccessException or NetlinkException or ContainerNetException)
        {
            errors[container.Name] = new ContainerNetException(
                "StartFailed", CtErrorKind.ToolFailed,
                $"Cannot start {container.Name}: '{string.Join(' ', container.Init)}' could not be started: {e.Message}",
                container.Name, "Correct what the message names, then start it again.", e);
            return false;
        }
    }

    private Process Begin(ContainerConfig container)
    {
        string log = LogPath(container.Name);
        File.Delete(log);
        string[] command = Command(container, log);
        using var home = NetworkNamespace.OpenNamed(container.Name);

        // A child inherits the namespaces of the thread that forks it.
        return home.Run(() => HostProgram.Start("/bin/sh", command));
    }

    private void Record(ContainerConfig container, int pid)
    {
        var record = ProcessRecord.Of(pid, container.RootFs is not null);
        DurableFile.Replace(RecordPath(container.Name), record.ToString());
    }

    private ContainerNetException EndedAtOnce(ContainerConfig container, int exitCode)
    {
        string log = LogPath(container.Name);
        string output = File.Exists(log) ? File.ReadAllText(log).Trim() : "";
        return new ContainerNetException(
            "StartFailed", CtErrorKind.ToolFailed,
            $"Cannot start {container.Name}: '{string.Join(' ', container.Init)}' ended at once with exit code "
            + $"{exitCode}{(output.Length > 0 ? ": " + output : "")}.",
            container.Name, "Give a command that keeps running, with its full path inside the root file system.");
    }

    /// <summary>Ends the command: asks first, then insists. Nothing to do when none runs.</summary>
    public void Stop(string container)
    {
        if (FindPid(container) is { } pid)
        {
            _ = LibC.kill(pid, LibC.SIGTERM);
            if (!WaitForEnd(container, s_grace) && FindPid(container) is { } stubborn)
            {
                _ = LibC.kill(stubborn, LibC.SIGKILL);
                WaitForEnd(container, s_grace);
            }
        }

        Forget(container);
    }

    public void Forget(string container)
    {
        if (File.Exists(RecordPath(container))) File.Delete(RecordPath(container));
    }

    private string LogPath(string container) => Path.Combine(runDirectory, container + ".log");

    private string RecordPath(string container) => Path.Combine(runDirectory, container + ".init");

    private ProcessRecord? ReadRecord(string container)
    {
        string path = RecordPath(container);
        return File.Exists(path) ? ProcessRecord.Parse(File.ReadAllText(path)) : null;
    }

    private bool WaitForEnd(string container, TimeSpan limit)
    {
        long end = Environment.TickCount64 + (long)limit.TotalMilliseconds;
        while (ReadRecord(container)?.IsAlive() == true)
        {
            if (Environment.TickCount64 > end) return false;
            Thread.Sleep(5);
        }

        return true;
    }

    // A session of its own, so that the terminal's Ctrl-C and hang-up do not reach it; output to the log.
    private static string[] Command(ContainerConfig container, string log)
    {
        string[] own = container.RootFs is null
            ? []
            :
            [
                "unshare", "--mount", "--uts", "--ipc", "--pid", "--fork", "--kill-child",
                "--root=" + container.RootFs, "--mount-proc",
            ];
        return ["-c", "exec setsid \"$@\" </dev/null >\"$0\" 2>&1", log, .. own, .. container.Init];
    }
}
