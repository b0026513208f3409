using System.Diagnostics;
using ContainerNet.Engine.Plan;
using ContainerNet.Engine.Runtimes.Lxc.Config;

namespace ContainerNet.Engine.Runtimes.Lxc;

/// <summary>Starts a container with lxc-start, and says in the hook's or LXC's own words when it fails.</summary>
/// <param name="paths">The container.</param>
/// <param name="monitor">Knows whether it runs.</param>
/// <param name="options">Times and places.</param>
internal sealed class LxcStart(LxcPaths paths, LxcMonitor monitor, LxcOptions options)
{
    private static readonly TimeSpan s_cleanUp = TimeSpan.FromSeconds(5);

    /// <summary>Starts it; the hook has configured both ends when it returns.</summary>
    /// <param name="interfaces">The interfaces that must be there then.</param>
    /// <param name="cancellation">Gives up, and kills what has started.</param>
    public void Run(IReadOnlyList<InterfaceState> interfaces, CancellationToken cancellation)
    {
        if (monitor.Ask(paths).Running)
        {
            throw new ContainerNetException(
                "ContainerRunning", CtErrorKind.InvalidOperation, $"Container '{paths.Name}' runs already.", paths.Name);
        }

        File.Delete(paths.HookError);
        string? usersLog = LxcConfig.Read(paths).LogFile;
        string log = usersLog ?? NewLog();
        long logged = usersLog is not null && File.Exists(usersLog) ? new FileInfo(usersLog).Length : 0;
        List<string> arguments = ["-n", paths.Name, "-P", paths.LxcPath, "-d"];
        if (usersLog is null) arguments.AddRange(["-o", log, "-l", "WARN"]);
        (int code, _, string said) = Launch(arguments, interfaces, cancellation);
        if (code != 0) throw Failed(log, logged, said, interfaces);
        if (!monitor.Ask(paths).Running) throw Failed(log, logged, "its init ended at once", interfaces);
        if (interfaces.FirstOrDefault(i => !HostLink.Exists(i.Host.Name)) is { } missing)
        {
            Kill();
            throw Failed(log, logged, $"the host veth {missing.Host.Name} is not there", interfaces);
        }
    }

    private (int Code, string Output, string Error) Launch(
        List<string> arguments, IReadOnlyList<InterfaceState> interfaces, CancellationToken cancellation)
    {
        try
        {
            return LxcProgram.Run("lxc-start", arguments, options.StartTimeout, cancellation);
        }
        catch (Exception e) when (e is OperationCanceledException or ContainerNetException { Kind: CtErrorKind.Timeout })
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
        LxcProgram.Run("lxc-stop", ["-n", paths.Name, "-P", paths.LxcPath, "-k"], options.StartTimeout);

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
