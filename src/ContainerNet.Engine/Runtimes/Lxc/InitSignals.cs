using System.Globalization;

namespace ContainerNet.Engine.Runtimes.Lxc;

/// <summary>Whether an init can be asked to shut down.</summary>
internal static class InitSignals
{
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
}
