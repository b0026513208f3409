using System.Text;
using ContainerNet.Engine.Model;
using ContainerNet.Engine.RootFs.Interop;
using Microsoft.Win32.SafeHandles;
using Tmds.Linux;

namespace ContainerNet.Engine.RootFs;

/// <summary>
/// An open root file system. openat2(2) with RESOLVE_IN_ROOT takes absolute links and ".." as the container itself
/// would, and nothing that the container planted leads outside.
/// </summary>
internal sealed class RootFsHandle : IRootFsView, IDisposable
{
    private readonly SafeFileHandle _root;

    private RootFsHandle(SafeFileHandle root, string name, (uint Uid, uint Gid) owner)
    {
        _root = root;
        Name = name;
        Owner = owner;
    }

    /// <summary>How messages call it.</summary>
    public string Name { get; }

    /// <summary>The ids on the host of the container's root, to whom new files belong.</summary>
    public (uint Uid, uint Gid) Owner { get; }

    /// <summary>Opens that of a stopped container by its path on the host.</summary>
    public static RootFsHandle Open(string rootFsPath, (uint Uid, uint Gid) owner = default) =>
        Checked(HostPath.Open(rootFsPath, owner), rootFsPath, owner);

    /// <summary>
    /// Opens that of a running container through its init, and so with the mounts that it sees; writing below a mounted
    /// overlay is undefined.
    /// </summary>
    public static RootFsHandle OpenRunning(int pid, (uint Uid, uint Gid) owner = default, ulong? startTime = null) =>
        Checked(ProcessRoot.Open(pid, startTime), $"the root of process {pid}", owner);

    public bool FileExists(string path) => KindOf(path, LibC.O_PATH) == EntryKind.File;

    public bool DirectoryExists(string path) => KindOf(path, LibC.O_PATH) == EntryKind.Directory;

    public bool EntryExists(string path) => KindOf(path, LibC.O_PATH | LibC.O_NOFOLLOW) is not null;

    public string? ReadLink(string path)
    {
        using SafeFileHandle? link = TryOpen(path, LibC.O_PATH | LibC.O_NOFOLLOW, $"read the link {path}");
        return link is null ? null : RegularFile.LinkText(link);
    }

    public string? ReadText(string path, int limit = 1 << 20)
    {
        using SafeFileHandle? file = TryOpen(path, LibC.O_PATH, $"read {path}");
        if (file is null)
            return null;
        FileContent? content = RegularFile.Read(file, limit, path, Name);
        return content is null ? null : Encoding.UTF8.GetString(content.Bytes);
    }

    public IReadOnlyList<string> List(string path)
    {
        using RootFsDirectory? directory = OpenDirectory(path);
        return directory?.Names() ?? [];
    }

    /// <summary>Opens a directory, links followed inside the root; null when there is none.</summary>
    public RootFsDirectory? OpenDirectory(string path)
    {
        SafeFileHandle? handle = TryOpen(path, RootFsDirectory.OpenFlags, $"open the directory {path}");
        return handle is null ? null : new RootFsDirectory(handle, path, this);
    }

    /// <summary>
    /// The stamp of an entry, the last name not followed; null when it is not there. The names before it must be known
    /// to be directories: this looks, as a plain stat does, and opens nothing.
    /// </summary>
    /// <param name="path">Relative to the root; "" is the root itself.</param>
    internal EntryStamp? StampOf(string path) =>
        FileCalls.StatAt(_root, path.Length == 0 ? "." : path, out EntryStamp stamp) >= 0 ? stamp : null;

    /// <summary>The text of a link at a path as <see cref="StampOf"/> takes it; null when it is none.</summary>
    internal string? LinkAt(string path) => FileCalls.ReadLinkAt(_root, path, out string? target) >= 0 ? target : null;

    public void Dispose() => _root.Dispose();

    private static RootFsHandle Checked(SafeFileHandle root, string name, (uint Uid, uint Gid) owner)
    {
        bool isHost = FileCalls.Open(null, "/", LibC.O_PATH, out SafeFileHandle? host) >= 0
            && FileCalls.Stat(host, out EntryInfo ofHost) >= 0
            && FileCalls.Stat(root, out EntryInfo info) >= 0 && info.Identity == ofHost.Identity;
        host.Dispose();
        if (!isHost)
            return new RootFsHandle(root, name, owner);
        root.Dispose();
        throw new ContainerNetException("RootFsIsHost", CtErrorKind.InvalidOperation,
            $"Refused to use {name} as a container's: it is the host's own root file system.", name);
    }

    private EntryKind? KindOf(string path, int flags)
    {
        int result = OpenInside(path, flags, out SafeFileHandle? handle);
        using SafeFileHandle opened = handle;
        if (result == -LibC.ENOSYS)
            throw RootFsErrors.Failed(result, $"look at {path}", Name);
        return result >= 0 && FileCalls.Stat(handle, out EntryInfo info) >= 0 ? info.Kind : null;
    }

    private SafeFileHandle? TryOpen(string path, int flags, string action)
    {
        int result = OpenInside(path, flags, out SafeFileHandle? handle);
        if (result >= 0)
            return handle;
        handle.Dispose();
        return result == -LibC.ENOENT || result == -LibC.ENOTDIR ? null
            : throw RootFsErrors.Failed(result, action, Name);
    }

    private int OpenInside(string path, int flags, out SafeFileHandle handle) =>
        FileCalls.OpenInside(_root, path, flags, LibC.RESOLVE_IN_ROOT | LibC.RESOLVE_NO_MAGICLINKS, out handle);
}
