using System.Text;
using Tmds.Linux;

namespace ContainerNet.Engine.Store;

/// <summary>What tells one version of a file from the next without reading it.</summary>
internal readonly record struct FileStamp(ulong Device, ulong Inode, ulong Size, long ModifiedNs, long ChangedNs)
{
    // Longer than the tick of any kernel's file times (10 ms at HZ=100).
    private const long SettleNs = 100_000_000;

    /// <summary>
    /// Whether a later change is sure to alter the stamp. Within one tick of the kernel's clock a file can be replaced
    /// by another with the same, freed inode number, size and times.
    /// </summary>
    public bool IsSettled()
    {
        long now = (DateTime.UtcNow.Ticks - DateTime.UnixEpoch.Ticks) * 100;
        return now - Math.Max(ModifiedNs, ChangedNs) > SettleNs;
    }

    /// <summary>The stamp of an open file, and whether it is a regular one.</summary>
    public static unsafe FileStamp Of(int fd, string path, out bool isRegular)
    {
        byte empty = 0;
        return Stat(fd, &empty, LibC.AT_EMPTY_PATH, out isRegular)
            ?? throw StoreError.Refused("read", path, LibC.errno);
    }

    /// <summary>The stamp of a name in an open directory, links not followed; null when it is not there.</summary>
    public static unsafe FileStamp? At(int directory, string name, string path)
    {
        Span<byte> text = stackalloc byte[256];
        text[Encoding.UTF8.GetBytes(name, text[..255])] = 0;
        fixed (byte* pointer = text)
        {
            FileStamp? stamp = Stat(directory, pointer, LibC.AT_SYMLINK_NOFOLLOW, out _);
            if (stamp is null && LibC.errno != LibC.ENOENT) throw StoreError.Refused("read", path, LibC.errno);
            return stamp;
        }
    }

    private static unsafe FileStamp? Stat(int directory, byte* name, int flags, out bool isRegular)
    {
        statx data;
        isRegular = false;
        uint mask = (uint)(LibC.STATX_BASIC_STATS);
        if (LibC.statx(directory, name, flags, mask, &data) < 0) return null;
        isRegular = (data.stx_mode & 0xF000) == 0x8000;
        return new FileStamp(
            ((ulong)data.stx_dev_major << 32) | data.stx_dev_minor, data.stx_ino, data.stx_size,
            Nanoseconds(data.stx_mtime), Nanoseconds(data.stx_ctime));
    }

    private static long Nanoseconds(statx_timestamp time) => (time.tv_sec * 1_000_000_000) + time.tv_nsec;
}
