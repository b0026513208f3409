using System.Globalization;
using System.Text;
using Tmds.Linux;

namespace ContainerNet.Netlink.Protocol;

/// <summary>
/// The system calls of this library on files and namespaces. Each throws <see cref="NetlinkException"/> that names the
/// call and its object.
/// </summary>
internal static unsafe class SystemCalls
{
    /// <summary>NS_GET_NSTYPE, _IO(0xb7, 3) of linux/nsfs.h: which kind of namespace a file is.</summary>
    public const int GetNamespaceType = 0xb703;

    /// <summary>MS_SHARED | MS_REC and MS_BIND | MS_REC of linux/mount.h, fixed for all processors.</summary>
    public const uint MountSharedRecursive = 0x100000 | 0x4000;
    public const uint MountBindRecursive = 0x1000 | 0x4000;
    public const uint MountBind = 0x1000;

    public static int NewNetwork => LibC.CLONE_NEWNET;

    /// <summary>The error of the last call that failed on this thread.</summary>
    public static Errno LastError => (Errno)LibC.errno;

    public static FileDescriptor OpenRead(string path) => Open(path, LibC.O_RDONLY);

    /// <summary>Opens a file; null when it is not there.</summary>
    public static FileDescriptor? TryOpenRead(string path) => TryOpen(path, LibC.O_RDONLY);

    public static FileDescriptor OpenWrite(string path) => Open(path, LibC.O_WRONLY);

    public static FileDescriptor OpenDirectory(string path) => Open(path, LibC.O_RDONLY | LibC.O_DIRECTORY);

    /// <summary>Makes an empty file; EEXIST when the name is taken.</summary>
    public static void CreateExclusively(string path)
        => Open(path, LibC.O_RDONLY | LibC.O_CREAT | LibC.O_EXCL).Dispose();

    private static FileDescriptor Open(string path, int flags)
        => TryOpen(path, flags) ?? throw new NetlinkException(Errno.ENOENT, $"open {path}");

    private static FileDescriptor? TryOpen(string path, int flags)
    {
        int descriptor;
        fixed (byte* name = Terminated(path))
        {
            do
                descriptor = LibC.open(name, flags | LibC.O_CLOEXEC, 0);
            while (descriptor < 0 && LastError == Errno.EINTR);
        }
        if (descriptor >= 0)
            return new FileDescriptor(descriptor);
        return LastError == Errno.ENOENT ? null : throw Failure($"open {path}");
    }

    /// <summary>Reads from the file's position; 0 is the end.</summary>
    public static int Read(FileDescriptor file, Span<byte> buffer, string path)
    {
        using var held = new HeldDescriptor(file);
        fixed (byte* start = buffer)
        {
            long count = LibC.read(held.Number, start, buffer.Length);
            return count >= 0 ? (int)count : throw Failure($"read {path}");
        }
    }

    /// <summary>Writes all of <paramref name="data"/> in one call, as the files of /proc/sys need it.</summary>
    public static void Write(FileDescriptor file, ReadOnlySpan<byte> data, string path)
    {
        using var held = new HeldDescriptor(file);
        fixed (byte* start = data)
        {
            if (LibC.write(held.Number, start, data.Length) != data.Length)
                throw Failure($"write {path}");
        }
    }

    /// <summary>Makes a folder of mode 0755; one that is there already is fine.</summary>
    public static void MakeDirectory(string path)
    {
        const int mode = 0b111_101_101;
        fixed (byte* name = Terminated(path))
        {
            if (LibC.mkdir(name, mode) != 0 && LastError != Errno.EEXIST)
                throw Failure($"make folder {path}");
        }
    }

    public static Errno TryMount(string source, string target, uint flags)
    {
        fixed (byte* from = Terminated(source), to = Terminated(target), type = "none\0"u8)
            return LibC.mount(from, to, type, flags, null) == 0 ? Errno.None : LastError;
    }

    public static Errno TryUnmountLazily(string target)
    {
        fixed (byte* name = Terminated(target))
            return LibC.umount2(name, LibC.MNT_DETACH) == 0 ? Errno.None : LastError;
    }

    public static Errno TryUnlink(string path)
    {
        fixed (byte* name = Terminated(path))
            return LibC.unlink(name) == 0 ? Errno.None : LastError;
    }

    /// <summary>Moves the calling thread to a new network namespace.</summary>
    public static void UnshareNetwork()
    {
        if (LibC.unshare(NewNetwork) != 0)
            throw Failure("make a network namespace");
    }

    /// <summary>Moves the calling thread to the network namespace of the descriptor.</summary>
    public static void EnterNetwork(FileDescriptor networkNamespace)
    {
        using var held = new HeldDescriptor(networkNamespace);
        if (LibC.setns(held.Number, NewNetwork) != 0)
            throw Failure("enter the network namespace");
    }

    /// <summary>Whether the descriptor is a file of nsfs that stands for a network namespace (Linux 4.11).</summary>
    public static bool IsNetworkNamespace(FileDescriptor file)
    {
        using var held = new HeldDescriptor(file);
        return LibC.ioctl(held.Number, GetNamespaceType) == NewNetwork;
    }

    public static ulong InodeOf(FileDescriptor file)
    {
        using var held = new HeldDescriptor(file);
        stat status;
        return LibC.fstat(held.Number, &status) == 0 ? status.st_ino : throw Failure("look at a file");
    }

    /// <summary>The inode of an open file, and when it was modified: seconds since 1970 with seven decimals.</summary>
    public static string IdentityOf(FileDescriptor file)
    {
        using var held = new HeldDescriptor(file);
        stat status;
        if (LibC.fstat(held.Number, &status) != 0) throw Failure("look at a file");
        long hundredNanoseconds = (long)status.st_mtim.tv_nsec / 100;
        return string.Create(
            CultureInfo.InvariantCulture, $"{status.st_ino} {(long)status.st_mtim.tv_sec}.{hundredNanoseconds:d7}");
    }

    /// <summary>Waits for the exclusive lock of the file, given back when the descriptor is closed.</summary>
    public static void Lock(FileDescriptor file, string path)
    {
        using var held = new HeldDescriptor(file);
        while (NativeMethods.Lock(held.Number, NativeMethods.LockExclusive) != 0)
        {
            if (LastError != Errno.EINTR)
                throw Failure($"lock {path}");
        }
    }

    public static NetlinkException Failure(string operation) => new(LastError, operation);

    private static byte[] Terminated(string path) => Encoding.UTF8.GetBytes(path + '\0');
}
