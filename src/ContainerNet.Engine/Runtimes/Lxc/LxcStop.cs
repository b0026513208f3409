using System.Diagnostics;
using System.Globalization;
using ContainerNet.Engine.Kernel.State;
using ContainerNet.Engine.Linux;
using ContainerNet.Engine.Model;

namespace ContainerNet.Engine.Runtimes.Lxc;

/// <summary>Stops a container with lxc-stop, and sees to it that nothing of its network is left on the host.</summary>
/// <param name="paths">The container.</param>
/// <param name="monitor">Knows whether it runs.</param>
/// <param name="options">Times.</param>
internal sealed class LxcStop(LxcPaths paths, LxcMonitor monitor, LxcOptions options)
{
    private static readonly TimeSpan s_cleanUp = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_veths = TimeSpan.FromSeconds(2);

    /// <summary>Stops it; a stopped one is only cleaned up after.</summary>
    /// <param name="container">Its interfaces.</param>
    /// <param name="cancellation">Gives up; the container may go on shutting down.</param>
    public void Run(ContainerConfig container, CancellationToken cancellation)
    {
        (bool running, int? pid) = monitor.Ask(paths);
        if (running)
        {
            bool kill = pid is { } p && !InitSignals.Hears(p);
            string[] how = kill
                ? ["-k"]
                : ["-t", ((int)options.StopTimeout.TotalSeconds).ToString(CultureInfo.InvariantCulture)];
            (int code, _, string said) = HostProgram.Run(
                "lxc-stop", ["-n", paths.Name, "-P", paths.LxcPath, .. how], timeout: options.StopTimeout + s_cleanUp,
                cancellation: cancellation);
            if (code != 0 && monitor.Ask(paths).Running)
            {
                throw new ContainerNetException(
                    "StopFailed", CtErrorKind.ToolFailed, $"Container '{paths.Name}' did not stop: {said}", paths.Name);
            }
        }

        AwaitEnd(container);
        HostVeths.Delete([.. container.Interfaces.Select(i => i.HostInterface).Where(HostLink.HasLeft)]);
    }

    // The monitor lives a little longer than the container, and deletes the host veths before it ends; after a
    // violent end the kernel does, when it gets to it.
    private void AwaitEnd(ContainerConfig container)
    {
        Await(() => !monitor.Ask(paths).Running, s_cleanUp);
        Await(() => !container.Interfaces.Exists(i => HostLink.Exists(i.HostInterface)), s_veths);
    }

    private static void Await(Func<bool> condition, TimeSpan limit)
    {
        long from = Stopwatch.GetTimestamp();
        while (!condition() && Stopwatch.GetElapsedTime(from) < limit)
        {
            Waiting.Pulse();
            Thread.Sleep(10);
        }
    }
}
