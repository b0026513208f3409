using System.Globalization;
using Tmds.Linux;

namespace ContainerNet.Engine.Runtimes;

/// <summary>Whether an init can be asked to shut down, and how.</summary>
internal static class InitSignals
{
    // SIGRTMIN+3, as systemd counts them (signal(7): glibc has its first two for itself).
    private const int SystemdHalt = 37;

    /// <summary>
    /// Whether the process has a handler for any signal, or waits for blocked ones. The kernel drops signals that an
    /// init has no handler for, so that LXC would only wait for its time to be over.
    /// </summary>
    /// <param name="pid">The process.</param>
    public static bool Hears(int pid)
    {
        try
        {
            return File.ReadLines($"/proc/{pid}/status").Any(line =>
                (line.StartsWith("SigCgt:", StringComparison.Ordinal)
                    || line.StartsWith("SigBlk:", StringComparison.Ordinal))
                && ulong.Parse(line.AsSpan(7).Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture) != 0);
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>The signal by which a container's command ends; for an init that starts services, by which it shuts
    /// down.</summary>
    /// <param name="pid">The process.</param>
    /// <param name="command">The words by which it was started.</param>
    public static int ToEnd(int pid, IReadOnlyList<string> command)
    {
        if (!ServiceInit.StartsServices(command)) return LibC.SIGTERM;

        // init is a link to one of several programs.
        return Path.GetFileName(new FileInfo($"/proc/{pid}/exe").LinkTarget) switch
        {
            "systemd" => SystemdHalt,
            "busybox" => LibC.SIGUSR2,
            "init" => LibC.SIGPWR,
            _ => LibC.SIGTERM,
        };
    }
}
