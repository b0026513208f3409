namespace ContainerNet.Engine.Runtimes.Lxc;

/// <summary>
/// The files of one container: LXC's in its own folder, which LXC empties, copies and renames at any time, and ours
/// outside of it.
/// </summary>
/// <param name="LxcPath">The folder of LXC's containers.</param>
/// <param name="Name">The container's name.</param>
/// <param name="FilesDirectory">The folder that has a folder of ours for each container.</param>
internal sealed record LxcPaths(string LxcPath, string Name, string FilesDirectory)
{
    private const string FormerIncludeName = "containernet.conf";

    public string Directory => Path.Combine(LxcPath, Name);

    /// <summary>The user's, with a block of ours.</summary>
    public string Config => Path.Combine(Directory, "config");

    /// <summary>What the hook reads, and the hook itself.</summary>
    public string Files => Path.Combine(FilesDirectory, Name);

    /// <summary>What LXC runs while it starts the container, and when it has ended.</summary>
    public string Hook => Path.Combine(Files, LxcHook.ScriptName);

    /// <summary>The hook's last words when it aborted a start.</summary>
    public string HookError => Path.Combine(Files, LxcHook.ErrorName);

    /// <summary>What the first versions had in LXC's folder; an include is fatal for LXC when it is missing.</summary>
    public IEnumerable<string> Former =>
        new[] { FormerIncludeName, "containernet-up", "containernet.d" }.Select(n => Path.Combine(Directory, n));

    /// <summary>Whether a path is the former include file of a container, this one or (after lxc-copy)
    /// another.</summary>
    public bool IsFormerInclude(string path) =>
        Path.GetFileName(path) == FormerIncludeName
        && string.Equals(Path.GetDirectoryName(Path.GetDirectoryName(path)), LxcPath, StringComparison.Ordinal);

    /// <summary>Whether a name can be one component of a path, and a word of LXC's configuration.</summary>
    public static bool IsName(string name) =>
        name is not ("" or "." or "..") && !name.Any(c => c is '/' || char.IsControl(c));
}
