using ContainerNet.Engine.DistroConfig.Text;
using Tmds.Linux;

namespace ContainerNet.Engine.RootFs;

/// <summary>What an entry of a directory is.</summary>
internal enum EntryKind
{
    /// <summary>A fifo, socket or device.</summary>
    Special,

    /// <summary>A regular file.</summary>
    File,

    /// <summary>A directory.</summary>
    Directory,

    /// <summary>A symbolic link.</summary>
    Link,
}

/// <summary>The attributes of an open file.</summary>
internal readonly record struct EntryInfo
{
    internal const uint Mask = 0x7ff; // STATX_BASIC_STATS

    public EntryKind Kind { get; private init; }

    /// <summary>Permission bits, without set-uid and the like.</summary>
    public int Mode { get; private init; }

    public uint Uid { get; private init; }

    public uint Gid { get; private init; }

    public long Size { get; private init; }

    public DateTime Modified { get; private init; }

    /// <summary>Who the file is: device and inode.</summary>
    public (uint Major, uint Minor, ulong Inode) Identity { get; private init; }

    /// <summary>The sticky bit: only an entry's owner may rename or delete it.</summary>
    public bool IsSticky { get; private init; }

    internal static EntryInfo From(in statx data)
    {
        int mode = data.stx_mode;
        return new EntryInfo
        {
            Kind = (mode & 0xf000) switch
            {
                0x8000 => EntryKind.File,
                0x4000 => EntryKind.Directory,
                0xa000 => EntryKind.Link,
                _ => EntryKind.Special,
            },
            Mode = mode & 0x1ff,
            IsSticky = (mode & 0x200) != 0,
            Uid = data.stx_uid,
            Gid = data.stx_gid,
            Size = (long)Math.Min(data.stx_size, long.MaxValue),
            Modified = Time(data.stx_mtime.tv_sec, data.stx_mtime.tv_nsec),
            Identity = (data.stx_dev_major, data.stx_dev_minor, data.stx_ino),
        };
    }

    // A container's root may give a file any time; one beyond DateTime counts as the epoch.
    private static DateTime Time(long seconds, uint nanoseconds) =>
        seconds is < 0 or > 253402300799 ? DateTime.UnixEpoch
            : DateTime.UnixEpoch.AddSeconds(seconds).AddTicks(nanoseconds / 100);
}
