namespace ContainerNet.Engine.Runtimes;

/// <summary>What a container's command says of who configures the network inside.</summary>
internal static class ServiceInit
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
    public static bool StartsServices(string? command) =>
        command is null || StartsServices(command.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Whether the command is an init that starts services, and so a network stack.</summary>
    /// <param name="words">The program and its arguments; none for no command.</param>
    public static bool StartsServices(IReadOnlyList<string> words)
    {
        if (words.Count == 0) return false;
        string program = Path.GetFileName(words[0]);
        if (program is "busybox" or "toybox" && words.Count > 1) program = words[1];
        return s_inits.Contains(program);
    }
}
