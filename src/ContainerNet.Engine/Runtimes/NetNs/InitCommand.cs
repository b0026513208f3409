using System.Diagnostics;
using ContainerNet.Engine.Model;

namespace ContainerNet.Engine.Runtimes.NetNs;

/// <summary>How a container's command is run: as words for the boot script, and as a process. Pure.</summary>
internal static class InitCommand
{
    /// <summary>What runs the words that follow: in a session of its own, so that the terminal's Ctrl-C and hang-up do
    /// not reach it, with its output in the file that is the first word.</summary>
    public const string Shell = "exec setsid \"$@\" </dev/null >\"$0\" 2>&1";

    private static readonly string[] s_own = ["--mount", "--uts", "--ipc", "--pid", "--fork", "--kill-child"];

    /// <summary>The words of the command; with a root file system those that enter it come first.</summary>
    public static IEnumerable<string> Words(ContainerConfig container) => container.RootFs is null
        ? container.Init
        : ["unshare", .. s_own, "--root=" + container.RootFs, "--mount-proc", .. container.Init];

    /// <summary>The process.</summary>
    /// <param name="container">The container.</param>
    /// <param name="log">The file of its output.</param>
    public static ProcessStartInfo Of(ContainerConfig container, string log)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", Shell, log, .. Words(container)]) { UseShellExecute = false };
        start.Environment[InitProcess.Variable] = container.Name;

        // An init that is not told takes itself for that of a machine, and waits for its devices.
        if (container.RootFs is not null) start.Environment["container"] = "containernet";
        return start;
    }
}
