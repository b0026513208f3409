using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;
using Tmds.Linux;

namespace ContainerNet.Engine.RootFs.Interop;

/// <summary>
/// The system calls on files, always relative to an open directory. Each returns what the kernel did: zero or more, or
/// the negative error number.
/// </summary>
internal static unsafe partial class FileCalls
{
    // openat2(2) gives EAGAIN when a rename or mount on the way raced with it and ".." was passed.
    private const int RaceRetries = 256;

    /// <summary>
    /// openat(2); the current directory never counts, so without a directory the path must be absolute.
    /// </summary>
    public static int Open(SafeFileHandle? directory, string path, int flags, out SafeFileHandle handle, int mode = 0)
    {
        using var at = new BorrowedDescriptor(directory);
        fixed (byte* text = Terminated(path))
        {
            int result = Result(LibC.openat(at.Value, text, flags | LibC.O_CLOEXEC, (mode_t)(uint)mode));
            handle = Own(result);
            return result;
        }
    }

    /// <summary>openat2(2) as the container would see it, or stricter.</summary>
    public static int OpenInside(
        SafeFileHandle root, string path, int flags, ulong resolve, out SafeFileHandle handle)
    {
        using var at = new BorrowedDescriptor(root);
        var how = new open_how { flags = (ulong)(uint)(flags | LibC.O_CLOEXEC), resolve = resolve };
        fixed (byte* text = Terminated(path))
        {
            int result = -LibC.EAGAIN;
            for (int attempt = 0; attempt < RaceRetries && result == -LibC.EAGAIN; attempt++)
                result = Result(LibC.openat2(at.Value, text, &how, (size_t)sizeof(open_how)));
            handle = Own(result);
            return result;
        }
    }

    /// <summary>statx(2) of the open file itself; its layout is the same on every processor.</summary>
    public static int Stat(SafeFileHandle handle, out EntryInfo info)
    {
        using var at = new BorrowedDescriptor(handle);
        statx data;
        byte empty = 0;
        int result = Result(LibC.statx(at.Value, &empty, LibC.AT_EMPTY_PATH, EntryInfo.Mask, &data));
        info = result < 0 ? default : EntryInfo.From(data);
        return result;
    }

    /// <summary>statx(2) of a name in a directory, links not followed.</summary>
    public static int StatAt(SafeFileHandle directory, string name, out EntryStamp stamp)
    {
        using var at = new BorrowedDescriptor(directory);
        statx data;
        fixed (byte* text = Terminated(name))
        {
            int result = Result(LibC.statx(at.Value, text, LibC.AT_SYMLINK_NOFOLLOW, EntryInfo.Mask, &data));
            stamp = result < 0 ? default : EntryStamp.From(data);
            return result;
        }
    }

    public static int MakeDirectory(SafeFileHandle directory, string name, int mode)
    {
        using var at = new BorrowedDescriptor(directory);
        fixed (byte* text = Terminated(name))
            return Result(LibC.mkdirat(at.Value, text, (mode_t)(uint)mode));
    }

    public static int Unlink(SafeFileHandle directory, string name, bool isDirectory = false)
    {
        using var at = new BorrowedDescriptor(directory);
        fixed (byte* text = Terminated(name))
            return Result(LibC.unlinkat(at.Value, text, isDirectory ? LibC.AT_REMOVEDIR : 0));
    }

    public static int HardLink(SafeFileHandle directory, string name, string newName)
    {
        using var at = new BorrowedDescriptor(directory);
        fixed (byte* from = Terminated(name), to = Terminated(newName))
            return Result(LibC.linkat(at.Value, from, at.Value, to, 0));
    }

    public static int SymbolicLink(SafeFileHandle directory, string name, string target)
    {
        using var at = new BorrowedDescriptor(directory);
        fixed (byte* text = Terminated(name), to = Terminated(target))
            return Result(LibC.symlinkat(to, at.Value, text));
    }

    public static int Rename(SafeFileHandle directory, string from, string to, bool replace)
    {
        using var at = new BorrowedDescriptor(directory);
        fixed (byte* old = Terminated(from), name = Terminated(to))
            return Result(RenameAt2(at.Value, old, at.Value, name, replace ? 0 : RenameNoReplace));
    }

    public static int ChangeOwner(SafeFileHandle handle, uint uid, uint gid)
    {
        using var at = new BorrowedDescriptor(handle);
        return Result(LibC.fchown(at.Value, uid, gid));
    }

    public static int ChangeLinkOwner(SafeFileHandle directory, string name, uint uid, uint gid)
    {
        using var at = new BorrowedDescriptor(directory);
        fixed (byte* text = Terminated(name))
            return Result(LibC.fchownat(at.Value, text, uid, gid, LibC.AT_SYMLINK_NOFOLLOW));
    }

    public static int ChangeMode(SafeFileHandle handle, int mode)
    {
        using var at = new BorrowedDescriptor(handle);
        return Result(LibC.fchmod(at.Value, (mode_t)(uint)mode));
    }

    public static int Sync(SafeFileHandle handle)
    {
        using var at = new BorrowedDescriptor(handle);
        return Result(LibC.fsync(at.Value));
    }

    /// <summary>The text of a link that was opened with O_PATH and O_NOFOLLOW.</summary>
    public static int ReadLink(SafeFileHandle link, out string target)
    {
        using var at = new BorrowedDescriptor(link);
        // PATH_MAX: no link is longer.
        Span<byte> buffer = stackalloc byte[4096];
        byte empty = 0;
        fixed (byte* text = buffer)
        {
            int result = Result((int)(long)LibC.readlinkat(at.Value, &empty, text, (size_t)buffer.Length));
            target = result < 0 ? "" : Encoding.UTF8.GetString(buffer[..result]);
            return result;
        }
    }

    /// <summary>The text of a link at a name in a directory.</summary>
    public static int ReadLinkAt(SafeFileHandle directory, string name, out string target)
    {
        using var at = new BorrowedDescriptor(directory);
        Span<byte> buffer = stackalloc byte[4096];
        fixed (byte* path = Terminated(name), text = buffer)
        {
            int result = Result((int)(long)LibC.readlinkat(at.Value, path, text, (size_t)buffer.Length));
            target = result < 0 ? "" : Encoding.UTF8.GetString(buffer[..result]);
            return result;
        }
    }

    /// <summary>
    /// Opens once more, with other flags, the very file behind an O_PATH descriptor: no name is looked up, so nothing
    /// can be put in its place after it was judged.
    /// </summary>
    public static int Reopen(SafeFileHandle handle, int flags, out SafeFileHandle opened)
    {
        using var at = new BorrowedDescriptor(handle);
        return Open(null, $"/proc/self/fd/{at.Value}", flags, out opened);
    }

    internal static byte[] Terminated(string text)
    {
        if (text.Contains('\0', StringComparison.Ordinal))
            throw new ArgumentException("A path contains a NUL character.", nameof(text));
        return Encoding.UTF8.GetBytes(text + '\0');
    }

    private static int Result(int returned) => returned < 0 ? -Marshal.GetLastWin32Error() : returned;

    private static SafeFileHandle Own(int result) => new(result < 0 ? -1 : result, ownsHandle: true);
}
