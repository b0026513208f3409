using ContainerNet.Engine.RootFs.Interop;
using Microsoft.Win32.SafeHandles;
using Tmds.Linux;

namespace ContainerNet.Engine.RootFs;

/// <summary>Makes the directories that are missing on the path of a file of ours.</summary>
internal static class DirectoryTree
{
    private const int Mode = 0x1ed; // 0755

    /// <summary>
    /// Opens a directory, made if there is none. Those made belong to the container's root;
    /// <paramref name="made"/> hears of each, by its parent and name, and keeps the parent.
    /// </summary>
    public static RootFsDirectory Ensure(RootFsHandle root, string path, Action<RootFsDirectory, string>? made = null)
    {
        if (root.OpenDirectory(path) is { } there)
            return there;
        (string? parentPath, string? name) = Split(path);
        RootFsDirectory parent = Ensure(root, parentPath, made);
        try
        {
            int result = FileCalls.MakeDirectory(parent.Handle, RootFsDirectory.Plain(name), Mode);
            if (result == -LibC.EEXIST)
                throw Occupied(root, path);
            parent.Check(result, "make the directory", name);
            RootFsDirectory opened = Claim(parent, name, path, root);
            made?.Invoke(parent, name);
            if (made is null)
                parent.Dispose();
            return opened;
        }
        catch
        {
            parent.Dispose();
            throw;
        }
    }

    /// <summary>Refuses what <see cref="Ensure"/> would refuse to make, and makes nothing.</summary>
    public static void Check(RootFsHandle root, string path)
    {
        (string? parentPath, string? name) = Split(path);
        using RootFsDirectory? parent = root.OpenDirectory(parentPath);
        if (parent is null)
            Check(root, parentPath);
        else if (parent.Look(name) is { Kind: not EntryKind.Directory })
            throw Occupied(root, path);
    }

    /// <summary>The directory and the name of an absolute path without "..".</summary>
    public static (string Directory, string Name) Split(string path)
    {
        int slash = path.LastIndexOf('/');
        return path.StartsWith('/') && slash < path.Length - 1
            ? (slash == 0 ? "/" : path[..slash], RootFsDirectory.Plain(path[(slash + 1)..]))
            : throw new ArgumentException($"'{path}' is not the absolute path of a file.", nameof(path));
    }

    private static ContainerNetException Occupied(RootFsHandle root, string path) => RootFsErrors.Refused(
        "RootFsNotDirectory", $"make the directory {path}", root.Name, "a file or a dangling link is in its place");

    // A running container may have put something else in place of the directory just made. RESOLVE_NO_XDEV keeps us
    // from giving away what is mounted there.
    private static RootFsDirectory Claim(RootFsDirectory parent, string name, string path, RootFsHandle root)
    {
        const ulong Own = 0x01 | 0x02 | 0x04 | 0x08; // RESOLVE_NO_XDEV, _NO_MAGICLINKS, _NO_SYMLINKS, _BENEATH
        int result = FileCalls.OpenInside(parent.Handle, name, RootFsDirectory.OpenFlags, Own, out SafeFileHandle? handle);
        var opened = new RootFsDirectory(handle, path, root);
        try
        {
            parent.Check(result, "open", name);
            parent.Check(FileCalls.ChangeOwner(handle, root.Owner.Uid, root.Owner.Gid), "change the owner of", name);
            parent.Check(FileCalls.ChangeMode(handle, Mode), "change the mode of", name);
            return opened;
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }
}
