using System.Runtime.InteropServices;

namespace ContainerNet.Netlink;

/// <summary>
/// Begins messages about queueing disciplines, classes and filters: struct tcmsg of linux/rtnetlink.h.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal struct TrafficMessage
{
    public byte Family;
    public byte Padding1;
    public ushort Padding2;
    public int Index;
    public uint Handle;
    public uint Parent;

    /// <summary>Of a filter: its preference in the upper half, the protocol (big-endian) in the lower one.</summary>
    public uint Info;
}
