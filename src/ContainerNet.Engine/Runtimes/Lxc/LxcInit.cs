namespace ContainerNet.Engine.Runtimes.Lxc;

/// <summary>What lxc.init.cmd says of who configures the network inside.</summary>
internal static class LxcInit
{
    private static readonly HashSet<string> s_inits = new(StringComparer.Ordinal)
    {
        "init", "systemd", "openrc-init", "runit", "runit-init", "s6-linux-init", "dinit", "finit", "sinit", "procd",
    };

    /// <summary>
    /// Whether the command is an init that starts services, and so a network stack; without a command LXC runs
    /// /sbin/init.
    /// </summary>
    /// <param name="command">lxc.init.cmd; null when absent.</param>
    public static bool StartsServices(string? command)
    {
        if (command is null) return true;
        string[] words = command.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        string program = Path.GetFileName(words.FirstOrDefault() ?? "");
        if (program is "busybox" or "toybox" && words.Length > 1) program = words[1];
        return s_inits.Contains(program);
    }
}
