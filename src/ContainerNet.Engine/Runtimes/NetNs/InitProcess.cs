using System.Diagnostics;
using ContainerNet.Engine.Linux;
using ContainerNet.Engine.Model;
using ContainerNet.Netlink;
using Tmds.Linux;

namespace ContainerNet.Engine.Runtimes.NetNs;

/// <summary>The command that runs in a namespace container, and ends with it.</summary>
internal sealed class InitProcess(string runDirectory)
{
    /// <summary>The environment variable that tells whose a process is that a command has begun, up to the
    /// name.</summary>
    public const string Mark = "CONTAINERNET_CONTAINER=";

    private static readonly TimeSpan s_grace = TimeSpan.FromSeconds(5);

    // An init that starts services stops them, too.
    private static readonly TimeSpan s_serviceGrace = TimeSpan.FromSeconds(30);

    /// <summary>The pid of the command on the host; null when none runs.</summary>
    public int? FindPid(string container)
    {
        if (ReadRecord(container) is not { } record || !record.IsAlive()) return null;

        // With a root file system the record is of unshare(1), which waits; its child is the command.
        return record.HasChild ? ProcessRecord.FirstChild(record.Pid) : record.Pid;
    }

    /// <summary>The pid of the first process that was begun for the container, also of one that has ended; null for
    /// none.</summary>
    public int? FindRoot(string container)
    {
        if (ReadRecord(container) is not { } record) return null;
        bool reused = ProcessRecord.StartTimeOf(record.Pid) is { } time && time != record.StartTime;
        return reused ? null : record.Pid;
    }

    /// <summary>Where the command's output goes.</summary>
    public string LogPath(string container) => Path.Combine(runDirectory, container + ".log");

    /// <summary>Begins the command of a container in its namespace, and notes its process.</summary>
    public Process Begin(ContainerConfig container)
    {
        Directory.CreateDirectory(runDirectory);
        string log = LogPath(container.Name);
        File.Delete(log);
        string[] command = ["-c", InitCommand.Shell, log, .. InitCommand.Words(container)];
        using var home = NetworkNamespace.OpenNamed(container.Name);

        // A child inherits the namespaces of the thread that forks it.
        Process process = home.Run(() => HostProgram.Start("/bin/sh", command));
        try
        {
            var record = ProcessRecord.Of(process.Id, container.RootFs is not null);
            DurableFile.Replace(RecordPath(container.Name), record.ToString());
            return process;
        }
        catch
        {
            // Without its record nobody could end it later.
            process.Kill(entireProcessTree: true);
            process.Dispose();
            throw;
        }
    }

    /// <summary>Ends the commands of containers, and what they have begun: asks first, then insists.</summary>
    /// <param name="containers">The containers.</param>
    /// <param name="residents">What runs in them.</param>
    public void StopAll(IReadOnlyList<ContainerConfig> containers, Residents residents)
    {
        long asked = Stopwatch.GetTimestamp();
        List<ContainerConfig> asking = [.. containers.Where(Ask)];
        foreach (ContainerConfig container in asking)
        {
            TimeSpan grace = ServiceInit.StartsServices(container.Init) ? s_serviceGrace : s_grace;
            if (WaitForEnd(container.Name, asked, grace) || FindPid(container.Name) is not { } stubborn) continue;
            _ = LibC.kill(stubborn, LibC.SIGKILL);
            WaitForEnd(container.Name, Stopwatch.GetTimestamp(), s_grace);
        }

        EndRest([.. containers.SelectMany(c => residents.OwnOf(c.Name)).Where(p => p.IsAlive)]);
        foreach (ContainerConfig container in containers) Forget(container.Name);
    }

    public void Forget(string container)
    {
        if (File.Exists(RecordPath(container))) File.Delete(RecordPath(container));
    }

    // Whether something was asked to end. The kernel drops signals that the init of a process namespace has no handler
    // for.
    private bool Ask(ContainerConfig container)
    {
        if (FindPid(container.Name) is not { } pid) return false;
        bool hears = container.RootFs is null || InitSignals.Hears(pid);
        _ = LibC.kill(pid, hears ? InitSignals.ToEnd(pid, container.Init) : LibC.SIGKILL);
        return true;
    }

    // Without a process namespace, what a command has begun does not end with it.
    private static void EndRest(List<HostProcess> rest)
    {
        foreach (int signal in new[] { LibC.SIGTERM, LibC.SIGKILL })
        {
            foreach (HostProcess process in rest) _ = LibC.kill(process.Pid, signal);
            long from = Stopwatch.GetTimestamp();
            while (rest.RemoveAll(p => !p.IsAlive) >= 0 && rest.Count > 0 && Stopwatch.GetElapsedTime(from) < s_grace)
            {
                Waiting.Pulse();
                Thread.Sleep(5);
            }
        }
    }

    private string RecordPath(string container) => Path.Combine(runDirectory, container + ".init");

    private ProcessRecord? ReadRecord(string container)
    {
        string path = RecordPath(container);
        return File.Exists(path) ? ProcessRecord.Parse(File.ReadAllText(path)) : null;
    }

    private bool WaitForEnd(string container, long from, TimeSpan limit)
    {
        while (ReadRecord(container)?.IsAlive() == true)
        {
            if (Stopwatch.GetElapsedTime(from) > limit) return false;
            Waiting.Pulse();
            Thread.Sleep(5);
        }

        return true;
    }
}
