using System.Runtime.InteropServices;

namespace ContainerNet.Netlink;

/// <summary>A rate: struct tc_ratespec of linux/pkt_sched.h.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct RateSpecification
{
    public byte CellLog;
    public byte LinkLayer;
    public ushort Overhead;
    public short CellAlign;
    public ushort SmallestPacket;

    /// <summary>Bytes per second; all ones when it is greater and stands in an attribute of 64 bits.</summary>
    public uint Rate;

    public static RateSpecification Of(ulong bytesPerSecond) => new()
    {
        LinkLayer = TrafficAttribute.Ethernet,
        Rate = (uint)Math.Min(bytesPerSecond, uint.MaxValue),
    };
}
