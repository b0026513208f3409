#pragma warning disable CA1416 // Modes of files: the module is for Linux only.

using System.IO.Enumeration;
using System.Text;
using ContainerNet.Engine.Linux;
using Microsoft.Win32.SafeHandles;
using Tmds.Linux;

namespace ContainerNet.Engine.Store;

/// <summary>One directory of the store: whole files are read, replaced and removed, each in one step.</summary>
internal sealed class StoreDirectory(string path)
{
    /// <summary>The largest file that is read.</summary>
    public const int MaxSize = 16 << 20;

    // The defaults leave hidden files out, and a directory that may not be read is empty to them.
    private static readonly EnumerationOptions s_all = new() { AttributesToSkip = 0, IgnoreInaccessible = false };

    public string Path { get; } = path;

    public string PathOf(string file) => System.IO.Path.Combine(Path, file);

    /// <summary>Makes the directory and those above it, for root alone, unless they are there.</summary>
    public void Make() => Make(Path);

    /// <summary>The names of all files; empty when the directory is not there.</summary>
    public List<string> List()
    {
        try
        {
            return [.. new FileSystemEnumerable<string>(Path, (ref FileSystemEntry e) => e.FileName.ToString(), s_all)];
        }
        catch (DirectoryNotFoundException)
        {
            return [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Refused("read", Path, e);
        }
    }

    /// <summary>The files with their stamps, without those that were removed in the meantime.</summary>
    public List<(string File, FileStamp Stamp)> Stat(IEnumerable<string> files)
    {
        var stamps = new List<(string, FileStamp)>();
        using SafeFileHandle? directory = Open(Path, LibC.O_RDONLY | LibC.O_DIRECTORY, "read");
        if (directory is null) return stamps;
        int fd = (int)directory.DangerousGetHandle();
        foreach (string file in files)
        {
            if (FileStamp.At(fd, file, PathOf(file)) is { } stamp) stamps.Add((file, stamp));
        }

        return stamps;
    }

    /// <summary>A whole file and its stamp, taken before; null when it is not there.</summary>
    public (byte[] Bytes, FileStamp Stamp)? Read(string file, int maxSize = MaxSize)
    {
        string full = PathOf(file);
        using SafeFileHandle? handle = Open(full, LibC.O_RDONLY | LibC.O_NOFOLLOW | LibC.O_NONBLOCK, "read");
        if (handle is null) return null;
        var stamp = FileStamp.Of((int)handle.DangerousGetHandle(), full, out bool isRegular);
        if (!isRegular) throw StoreError.Broken(full, 1, 1, "not a regular file");
        if (stamp.Size > (ulong)maxSize) throw StoreError.Broken(full, 1, 1, $"more than {maxSize >> 20} MiB");
        byte[] bytes = new byte[stamp.Size];
        int length = 0;
        try
        {
            while (length < bytes.Length)
            {
                int got = RandomAccess.Read(handle, bytes.AsSpan(length), length);
                if (got == 0) break;
                length += got;
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Refused("read", full, e);
        }

        return (length == bytes.Length ? bytes : bytes[..length], stamp);
    }

    /// <summary>Puts a file in place of what is there: at any moment, and after any crash, either is whole.</summary>
    public void Replace(string file, ReadOnlySpan<byte> bytes)
    {
        string full = PathOf(file);
        try
        {
            DurableFile.Replace(full, bytes, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Refused("write", full, e);
        }
    }

    /// <summary>Removes a file; true when it was there.</summary>
    public bool Remove(string file)
    {
        string full = PathOf(file);
        int errno = Unlink(full);
        if (errno == LibC.ENOENT) return false;
        if (errno != 0) throw StoreError.Refused("remove", full, errno);
        SyncDirectory(Path);
        return true;
    }

    /// <summary>Removes what killed writers left; only while no other can write.</summary>
    public void Sweep()
    {
        foreach (string file in List())
        {
            if (DurableFile.IsTemporary(file)) Unlink(PathOf(file));
        }
    }

    /// <summary>Opens a file, close-on-exec; null when it is not there.</summary>
    public static unsafe SafeFileHandle? Open(string path, int flags, string verb)
    {
        int fd;
        fixed (byte* pointer = Encoding.UTF8.GetBytes(path + "\0"))
        {
            do fd = LibC.open(pointer, flags | LibC.O_CLOEXEC, 0x180 /* 0600 */);
            while (fd < 0 && LibC.errno == LibC.EINTR);
        }

        if (fd >= 0) return new SafeFileHandle(fd, ownsHandle: true);
        return LibC.errno == LibC.ENOENT ? null : throw StoreError.Refused(verb, path, LibC.errno);
    }

    private static unsafe void Make(string path)
    {
        if (Directory.Exists(path)) return;
        string? parent = System.IO.Path.GetDirectoryName(path);
        if (parent is not null) Make(parent);
        fixed (byte* pointer = Encoding.UTF8.GetBytes(path + "\0"))
        {
            if (LibC.mkdir(pointer, 0x1C0 /* 0700 */) < 0 && LibC.errno != LibC.EEXIST)
            {
                throw StoreError.Refused("make", path, LibC.errno);
            }
        }

        if (parent is not null) SyncDirectory(parent);
    }

    private static void SyncDirectory(string path)
    {
        try
        {
            DurableFile.SyncDirectory(path);
        }
        catch (IOException e)
        {
            throw Refused("write", path, e);
        }
    }

    private static unsafe int Unlink(string path)
    {
        fixed (byte* pointer = Encoding.UTF8.GetBytes(path + "\0"))
        {
            return LibC.unlink(pointer) < 0 ? LibC.errno : 0;
        }
    }

    private static ContainerNetException Refused(string verb, string path, Exception e) => e switch
    {
        UnauthorizedAccessException => StoreError.Refused(verb, path, LibC.EACCES),
        // The runtime keeps the kernel's number in HResult where it knows no better.
        _ when e.HResult is > 0 and < 4096 => StoreError.Refused(verb, path, e.HResult),
        _ => new ContainerNetException(
            "StoreFailed", CtErrorKind.KernelRefused, $"Can't {verb} '{path}': {e.Message}", path, null, e),
    };
}
