using System.Runtime.InteropServices;

namespace ContainerNet.Netlink;

/// <summary>Begins each hop of a multipath route: struct rtnexthop of linux/rtnetlink.h.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NextHopHeader
{
    /// <summary>The length of the hop, this header and its attributes included.</summary>
    public ushort Length;
    public byte Flags;

    /// <summary>The weight less one.</summary>
    public byte Hops;
    public int Index;
}
