using System.Runtime.InteropServices;

namespace ContainerNet.Netlink;

/// <summary>Reads the first eight counters of struct rtnl_link_stats64, which has grown at its end only.</summary>
internal static class StatisticsReader
{
    private const int Counters = 8;

    /// <exception cref="NetlinkFormatException">The structure is too short.</exception>
    public static LinkStatistics Read(ReadOnlySpan<byte> structure)
    {
        if (structure.Length < Counters * sizeof(ulong))
            throw new NetlinkFormatException($"The counters of a link have {structure.Length} bytes.");

        // The kernel aligns the structure in the message to 8 bytes only where the processor needs it.
        Span<ulong> counters = stackalloc ulong[Counters];
        structure[..(Counters * sizeof(ulong))].CopyTo(MemoryMarshal.AsBytes(counters));
        return new LinkStatistics
        {
            RxPackets = counters[0],
            TxPackets = counters[1],
            RxBytes = counters[2],
            TxBytes = counters[3],
            RxErrors = counters[4],
            TxErrors = counters[5],
            RxDropped = counters[6],
            TxDropped = counters[7],
        };
    }
}
