using ContainerNet.Engine.RootFs.Interop;
using Microsoft.Win32.SafeHandles;
using Tmds.Linux;

namespace ContainerNet.Engine.RootFs;

/// <summary>
/// Opens a root file system by its path on the host, one component at a time: nobody but root, the caller or the
/// container's own root may be able to put another directory in its place.
/// </summary>
internal static class HostPath
{
    private const int MaxLinks = 40;

    public static SafeFileHandle Open(string path, (uint Uid, uint Gid) owner)
    {
        if (!path.StartsWith('/'))
        {
            throw new ContainerNetException("RootFsNotAbsolute", CtErrorKind.InvalidArgument,
                $"The root file system {path} is not an absolute path.", path);
        }

        var rest = new Stack<string>();
        Push(rest, path);
        SafeFileHandle current = Root(path);
        try
        {
            for (int links = 0; rest.TryPop(out string? name);)
            {
                RequireTrusted(current, path, owner);
                (SafeFileHandle Handle, EntryInfo Info) next = Step(current, name, path);
                current = next.Info.Kind == EntryKind.Link
                    ? Follow(current, next.Handle, next.Info, rest, path, owner, ref links)
                    : Descend(current, next.Handle, next.Info, path);
            }
            return current;
        }
        catch
        {
            current.Dispose();
            throw;
        }
    }

    private static void Push(Stack<string> rest, string path)
    {
        foreach (string? part in path.Split('/', StringSplitOptions.RemoveEmptyEntries).Reverse())
        {
            if (part != ".")
                rest.Push(part);
        }
    }

    private static SafeFileHandle Root(string path)
    {
        int result = FileCalls.Open(null, "/", LibC.O_PATH | LibC.O_DIRECTORY, out SafeFileHandle? handle);
        return result < 0 ? throw RootFsErrors.Failed(result, "open the host's root", path) : handle;
    }

    private static (SafeFileHandle Handle, EntryInfo Info) Step(SafeFileHandle current, string name, string path)
    {
        int result = FileCalls.Open(current, name, LibC.O_PATH | LibC.O_NOFOLLOW, out SafeFileHandle? handle);
        if (result == -LibC.ENOENT)
        {
            throw new ContainerNetException("RootFsNotFound", CtErrorKind.NotFound,
                $"There is no root file system {path}: {name} does not exist.", path);
        }

        if (result < 0)
            throw RootFsErrors.Failed(result, $"open {name}", path);
        result = FileCalls.Stat(handle, out EntryInfo info);
        return result < 0 ? throw RootFsErrors.Failed(result, $"look at {name}", path) : (handle, info);
    }

    private static SafeFileHandle Descend(SafeFileHandle current, SafeFileHandle next, EntryInfo info, string path)
    {
        if (info.Kind != EntryKind.Directory)
        {
            next.Dispose();
            throw new ContainerNetException("RootFsNotDirectory", CtErrorKind.InvalidArgument,
                $"The root file system {path} is not a directory.", path);
        }
        current.Dispose();
        return next;
    }

    // The host's administrator may have moved /var/lib/lxc elsewhere by a link; the root file system itself must be
    // none, since whoever owns the directory it lies in could point it at the host's.
    private static SafeFileHandle Follow(SafeFileHandle current, SafeFileHandle link, EntryInfo info,
        Stack<string> rest, string path, (uint Uid, uint Gid) owner, ref int links)
    {
        using SafeFileHandle opened = link;
        if (rest.Count == 0)
        {
            throw new ContainerNetException("RootFsIsLink", CtErrorKind.InvalidArgument,
                $"The root file system {path} is a symbolic link.", path, "Name the directory that it points to.");
        }

        if (!IsTrusted(info.Uid, owner.Uid) || ++links > MaxLinks)
            throw Unsafe(path, "a symbolic link on the path belongs to another user, or there are too many");
        int result = FileCalls.ReadLink(link, out string? target);
        if (result < 0)
            throw RootFsErrors.Failed(result, "read a symbolic link on the path", path);
        Push(rest, target);
        if (!target.StartsWith('/'))
            return current;
        SafeFileHandle top = Root(path);
        current.Dispose();
        return top;
    }

    private static void RequireTrusted(SafeFileHandle directory, string path, (uint Uid, uint Gid) owner)
    {
        int result = FileCalls.Stat(directory, out EntryInfo info);
        if (result < 0)
            throw RootFsErrors.Failed(result, "look at a directory on the path", path);
        if (!IsTrusted(info.Uid, owner.Uid))
            throw Unsafe(path, $"a directory on the path belongs to user {info.Uid}");

        // lxc-create gives the folder of an unprivileged container to its root's group, too.
        bool trustedGroup = info.Gid == 0 || info.Gid == owner.Gid || info.Gid == (uint)LibC.getegid();
        bool groupWrites = (info.Mode & 0x10) != 0 && !trustedGroup;
        if (!info.IsSticky && (groupWrites || (info.Mode & 0x2) != 0))
            throw Unsafe(path, "a directory on the path can be written by others");
    }

    private static bool IsTrusted(uint uid, uint owner) => uid == 0 || uid == owner || uid == (uint)LibC.geteuid();

    private static ContainerNetException Unsafe(string path, string why) =>
        new("RootFsParentUnsafe", CtErrorKind.InvalidData, $"Refused the root file system {path}: {why}.", path,
            "The directories on its path must belong to root, and nobody else may write to them.");
}
