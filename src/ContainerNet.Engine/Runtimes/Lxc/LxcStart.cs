using System.Diagnostics;
using ContainerNet.Engine.Kernel.Plan;
using ContainerNet.Engine.Kernel.State;
using ContainerNet.Engine.Linux;
using ContainerNet.Engine.Runtimes.Lxc.Config;

namespace ContainerNet.Engine.Runtimes.Lxc;

/// <summary>Starts a container with lxc-start, and says in the hook's or LXC's own words when it fails.</summary>
/// <param name="paths">The container.</param>
/// <param name="monitor">Knows whether it runs.</param>
/// <param name="options">Times and places.</param>
internal sealed class LxcStart(LxcPaths paths, LxcMonitor monitor, LxcOptions options)
{
    private static readonly TimeSpan s_cleanUp = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_probation = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan s_longProbation = TimeSpan.FromSeconds(2);

    /// <summary>Starts it; the hook has configured both ends when it returns.</summary>
    /// <param name="interfaces">The interfaces that must be there then.</param>
    /// <param name="cancellation">Gives up, and kills what has started.</param>
    public void Run(IReadOnlyList<InterfaceState> interfaces, CancellationToken cancellation)
    {
        CheckStopped();
        RemoveLeftovers(interfaces);
        if (File.Exists(paths.HookError)) File.Delete(paths.HookError);
        string? usersLog = LxcConfig.Read(paths).LogFile;
        string log = usersLog ?? NewLog();
        long logged = usersLog is not null && File.Exists(usersLog) ? new FileInfo(usersLog).Length : 0;
        List<string> arguments = ["-n", paths.Name, "-P", paths.LxcPath, "-d"];
        if (usersLog is null) arguments.AddRange(["-o", log, "-l", "WARN"]);
        (int code, _, string said) = Launch(arguments, interfaces, cancellation);
        if (code != 0) throw Failed(log, logged, said, interfaces);
        if (LastsAWhile(interfaces)) return;
        Kill();
        throw Failed(log, logged, "its init ended at once", interfaces);
    }

    private void CheckStopped()
    {
        // Somebody else's stop or start may be under way.
        long from = Stopwatch.GetTimestamp();
        (bool running, int? pid) = monitor.Ask(paths);
        while (running && pid is null && Stopwatch.GetElapsedTime(from) < s_cleanUp)
        {
            Thread.Sleep(10);
            (running, pid) = monitor.Ask(paths);
        }

        if (!running) return;
        throw new ContainerNetException(
            "ContainerRunning", CtErrorKind.InvalidOperation, $"Container '{paths.Name}' is already running.",
            paths.Name);
    }

    // The veth pair of a container that was killed lives until the kernel has taken its namespace down.
    private void RemoveLeftovers(IReadOnlyList<InterfaceState> interfaces)
    {
        string[] left = [.. interfaces.Select(i => i.Host.Name).Where(HostLink.HasLeft)];
        if (left.Length != 0) HostVeths.Delete(left);
        if (left.FirstOrDefault(HostLink.HasLeft) is not { } taken) return;
        throw new ContainerNetException(
            "StartFailed", CtErrorKind.AlreadyExists,
            $"Container '{paths.Name}' did not start: another program has a link {taken} on the host.", taken,
            $"Rename or remove it: ip link show dev {taken}.");
    }

    // lxc-start is content when the program has begun; a misspelt option of it shows a moment later, on a busy machine
    // a long one: it has come through its beginning when it first waits for something. The links go with the container;
    // those that have gone while it runs are missed by who looks at it next.
    private bool LastsAWhile(IReadOnlyList<InterfaceState> interfaces)
    {
        long from = Stopwatch.GetTimestamp();
        bool waits = false;
        TimeSpan passed;
        do
        {
            if (monitor.Ask(paths) is not { Running: true, InitPid: { } pid }) return false;
            waits = waits || InitActivity.Waits(pid);
            if (!interfaces.All(i => HostLink.Exists(i.Host.Name))) return monitor.Ask(paths).InitPid is not null;
            Thread.Sleep(10);
            passed = Stopwatch.GetElapsedTime(from);
        }
        while (passed < s_probation || (!waits && passed < s_longProbation));

        return true;
    }

    private (int Code, string Output, string Error) Launch(
        List<string> arguments, IReadOnlyList<InterfaceState> interfaces, CancellationToken cancellation)
    {
        try
        {
            return HostProgram.Run(
                "lxc-start", arguments, timeout: options.StartTimeout, cancellation: cancellation);
        }
        catch (Exception e)
            when (e is OperationCanceledException or ContainerNetException { Kind: CtErrorKind.Timeout })
        {
            Kill();
            AwaitEnd(interfaces);
            throw;
        }
    }

    private ContainerNetException Failed(
        string log, long logged, string said, IReadOnlyList<InterfaceState> interfaces)
    {
        // lxc-start returns before the monitor has cleaned up.
        AwaitEnd(interfaces);
        string? hook = File.Exists(paths.HookError) ? File.ReadAllText(paths.HookError).Trim() : null;
        string why = hook is { Length: > 0 } ? hook : LxcLog.FirstErrors(log, logged) ?? said;
        return new ContainerNetException(
            "StartFailed", hook is null ? CtErrorKind.ToolFailed : CtErrorKind.KernelRefused,
            $"Container '{paths.Name}' did not start: {why}", paths.Name, $"LXC's log is {log}.");
    }

    private void Kill() =>
        HostProgram.Run(
            "lxc-stop", ["-n", paths.Name, "-P", paths.LxcPath, "-k"], timeout: options.StartTimeout);

    private void AwaitEnd(IReadOnlyList<InterfaceState> interfaces)
    {
        long from = Stopwatch.GetTimestamp();
        while (monitor.Ask(paths).Running && Stopwatch.GetElapsedTime(from) < s_cleanUp) Thread.Sleep(10);
        while (interfaces.Any(i => HostLink.Exists(i.Host.Name)) && Stopwatch.GetElapsedTime(from) < s_cleanUp)
        {
            Thread.Sleep(10);
        }
    }

    private string NewLog()
    {
        Directory.CreateDirectory(options.LogDirectory);
        string log = Path.Combine(options.LogDirectory, $"{paths.Name}.log");
        File.Delete(log);
        return log;
    }
}
