using System.Globalization;

namespace ContainerNet.Engine.Runtimes.Lxc;

/// <summary>What an init does: whether it can be asked to shut down, whether it has begun.</summary>
internal static class InitActivity
{
    /// <summary>Whether the process sleeps until something happens (state S of proc(5)).</summary>
    /// <param name="pid">The process.</param>
    public static bool Waits(int pid)
    {
        try
        {
            string stat = File.ReadAllText($"/proc/{pid}/stat");
            return stat[(stat.LastIndexOf(')') + 2)..].StartsWith('S');
        }
        catch (IOException)
        {
            return false;
        }
    }

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
