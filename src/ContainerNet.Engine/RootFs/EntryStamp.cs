using Tmds.Linux;

namespace ContainerNet.Engine.RootFs;

/// <summary>What tells one state of an entry from the next without opening it.</summary>
internal readonly record struct EntryStamp(
    EntryKind Kind, ulong Device, ulong Inode, ulong Size, long ModifiedNs, long ChangedNs)
{
    // Longer than the tick of any kernel's file times (10 ms at HZ=100).
    private const long SettleNs = 100_000_000;

    /// <summary>Which entry it is, whatever is in it.</summary>
    public EntryStamp Identity => new(Kind, Device, Inode, 0, 0, 0);

    /// <summary>Whether a later change is sure to alter the stamp: within one tick of the clock two look the
    /// same.</summary>
    public bool IsSettled()
    {
        long now = (DateTime.UtcNow.Ticks - DateTime.UnixEpoch.Ticks) * 100;
        return now - Math.Max(ModifiedNs, ChangedNs) > SettleNs;
    }

    internal static EntryStamp From(in statx data) => new(
        EntryInfo.From(data).Kind, ((ulong)data.stx_dev_major << 32) | data.stx_dev_minor, data.stx_ino, data.stx_size,
        Nanoseconds(data.stx_mtime), Nanoseconds(data.stx_ctime));

    // A container may give a file any time; one that does not fit is as good as any other.
    private static long Nanoseconds(statx_timestamp time) => unchecked((time.tv_sec * 1_000_000_000) + time.tv_nsec);
}
