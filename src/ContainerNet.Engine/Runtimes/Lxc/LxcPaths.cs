namespace ContainerNet.Engine.Runtimes.Lxc;

/// <summary>The files of one container: LXC's and ours, side by side, so that lxc-destroy takes ours with it.</summary>
internal sealed record LxcPaths(string LxcPath, string Name)
{
    private const string IncludeName = "containernet.conf";

    public string Directory => Path.Combine(LxcPath, Name);

    /// <summary>The user's.</summary>
    public string Config => Path.Combine(Directory, "config");

    /// <summary>Our lxc.net entries.</summary>
    public string Include => Path.Combine(Directory, IncludeName);

    /// <summary>What LXC runs while it starts the container.</summary>
    public string Hook => Path.Combine(Directory, "containernet-up");

    /// <summary>What the hook reads.</summary>
    public string Data => Path.Combine(Directory, "containernet.d");

    /// <summary>The hook's last words when it aborted a start.</summary>
    public string HookError => Path.Combine(Data, LxcHook.ErrorName);

    /// <summary>Whether a path is the include file of a container, this one or (after lxc-copy) another.</summary>
    public bool IsInclude(string path) =>
        Path.GetFileName(path) == IncludeName
        && string.Equals(Path.GetDirectoryName(Path.GetDirectoryName(path)), LxcPath, StringComparison.Ordinal);

    /// <summary>Whether a name can be one component of a path, and a word of LXC's configuration.</summary>
    public static bool IsName(string name) =>
        name is not ("" or "." or "..") && !name.Any(c => c is '/' || char.IsControl(c));
}
