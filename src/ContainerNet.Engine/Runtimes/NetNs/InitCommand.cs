using ContainerNet.Engine.Model;

namespace ContainerNet.Engine.Runtimes.NetNs;

/// <summary>How a container's command is run, by Start-Ct and by the boot script. Pure.</summary>
internal static class InitCommand
{
    /// <summary>
    /// What a shell does with the words of the command: run them in a session of its own, so that the terminal's Ctrl-C
    /// and hang-up do not reach it, with the output in the file that is the first word.
    /// </summary>
    public const string Shell = "exec setsid \"$@\" </dev/null >\"$0\" 2>&1";

    private static readonly string[] s_own = ["--mount", "--uts", "--ipc", "--pid", "--fork", "--kill-child"];

    /// <summary>The words: whose it is, with a root file system what enters it, and the container's own.</summary>
    /// <remarks>An init that is not told takes itself for that of a machine, and waits for its devices.</remarks>
    public static IEnumerable<string> Words(ContainerConfig container)
    {
        string mark = InitProcess.Mark + container.Name;
        return container.RootFs is null
            ? ["env", mark, .. container.Init]
            :
            [
                "env", mark, "container=containernet", "unshare", .. s_own, "--root=" + container.RootFs,
                "--mount-proc", .. container.Init,
            ];
    }
}
