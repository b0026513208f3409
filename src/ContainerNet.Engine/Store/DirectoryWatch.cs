using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;
using Tmds.Linux;

namespace ContainerNet.Engine.Store;

/// <summary>The names in one directory that change, as the kernel tells them by inotify(7).</summary>
/// <remarks>
/// On a filesystem of this host an event is in the queue before the system call of whoever changes a file returns, so
/// nothing that happened before <see cref="Drain"/> is missed. Others, such as NFS, are changed elsewhere as well:
/// there is no watch for them. What is written through a hard link in another directory, or through a mapping, has no
/// event. Not thread-safe.
/// </remarks>
internal sealed partial class DirectoryWatch : IDisposable
{
    // uapi/linux/inotify.h
    private const uint Modify = 0x2;
    private const uint Attributes = 0x4;
    private const uint MovedFrom = 0x40;
    private const uint MovedTo = 0x80;
    private const uint Created = 0x100;
    private const uint Deleted = 0x200;
    private const uint OnlyDirectory = 0x0100_0000;
    private const uint OfFiles = Modify | Attributes | MovedFrom | MovedTo | Created | Deleted;
    private const int HeadSize = 16;

    // uapi/linux/magic.h. Not ZFS: a rollback changes the files of a mounted dataset without an event.
    private static readonly HashSet<long> s_local =
        [0xEF53 /* ext4 */, 0x5846_5342 /* XFS */, 0x9123_683E /* btrfs */, 0x0102_1994 /* tmpfs */,
         0xF2F5_2010 /* F2FS */];

    private readonly SafeFileHandle _queue;
    private readonly (ulong Device, ulong Inode) _place;
    private readonly string _path;

    private DirectoryWatch(SafeFileHandle queue, string path, (ulong Device, ulong Inode) place)
    {
        _queue = queue;
        _path = path;
        _place = place;
    }

    /// <summary>Begins to watch; null when the directory is not there, or cannot be watched faithfully.</summary>
    public static unsafe DirectoryWatch? TryBegin(string path)
    {
        if (PlaceOf(path) is not { } place || !IsLocal(path)) return null;
        int descriptor = Init(LibC.O_CLOEXEC | LibC.O_NONBLOCK);
        if (descriptor < 0) return null;
        var watch = new DirectoryWatch(new SafeFileHandle(descriptor, ownsHandle: true), path, place);
        fixed (byte* pointer = Encoding.UTF8.GetBytes(path + "\0"))
        {
            if (Add(descriptor, pointer, OfFiles | OnlyDirectory) >= 0 && PlaceOf(path) == place) return watch;
        }

        watch.Dispose();
        return null;
    }

    /// <summary>Gives the names that something happened to since the last time.</summary>
    /// <param name="names">Gets them.</param>
    /// <returns>False when something may have been missed: the watch is of no use any more.</returns>
    public unsafe bool Drain(ISet<string> names)
    {
        Span<byte> buffer = stackalloc byte[16 * 1024];
        int descriptor = (int)_queue.DangerousGetHandle();
        while (true)
        {
            long got;
            fixed (byte* pointer = buffer) got = LibC.read(descriptor, pointer, buffer.Length);
            if (got < 0 && LibC.errno == LibC.EINTR) continue;
            if (got < 0 && LibC.errno == LibC.EAGAIN) return PlaceOf(_path) == _place;
            if (got <= 0 || !Collect(buffer[..(int)got], names)) return false;
        }
    }

    public void Dispose() => _queue.Dispose();

    // struct inotify_event: wd, mask, cookie, len, then len bytes of name with zeros at its end.
    private static bool Collect(ReadOnlySpan<byte> events, ISet<string> names)
    {
        while (events.Length >= HeadSize)
        {
            uint mask = MemoryMarshal.Read<uint>(events[4..]);
            int length = MemoryMarshal.Read<int>(events[12..]);
            ReadOnlySpan<byte> name = events.Slice(HeadSize, length).TrimEnd((byte)0);

            // What else comes is about the directory, or says that the queue was full.
            if ((mask & OfFiles) == 0 || (name.IsEmpty && (mask & Attributes) == 0)) return false;
            if (!name.IsEmpty) names.Add(Encoding.UTF8.GetString(name));
            events = events[(HeadSize + length)..];
        }

        return true;
    }

    private static unsafe (ulong Device, ulong Inode)? PlaceOf(string path)
    {
        statx data;
        fixed (byte* pointer = Encoding.UTF8.GetBytes(path + "\0"))
        {
            if (LibC.statx(LibC.AT_FDCWD, pointer, 0, (uint)LibC.STATX_INO, &data) < 0) return null;
        }

        return (((ulong)data.stx_dev_major << 32) | data.stx_dev_minor, data.stx_ino);
    }

    private static unsafe bool IsLocal(string path)
    {
        // struct statfs has at most 120 bytes; the first word is f_type.
        long* data = stackalloc long[32];
        fixed (byte* pointer = Encoding.UTF8.GetBytes(path + "\0"))
        {
            return StatFs(pointer, data) == 0 && s_local.Contains(data[0] & 0xFFFF_FFFF);
        }
    }

    [LibraryImport("libc", EntryPoint = "inotify_init1", SetLastError = true)]
    private static partial int Init(int flags);

    [LibraryImport("libc", EntryPoint = "inotify_add_watch", SetLastError = true)]
    private static unsafe partial int Add(int queue, byte* path, uint mask);

    [LibraryImport("libc", EntryPoint = "statfs", SetLastError = true)]
    private static unsafe partial int StatFs(byte* path, long* data);
}
