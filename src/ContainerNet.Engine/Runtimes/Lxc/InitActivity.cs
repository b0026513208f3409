namespace ContainerNet.Engine.Runtimes.Lxc;

/// <summary>What an init does: whether it has begun.</summary>
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
}
