using System.Runtime.InteropServices;

namespace ContainerNet.Netlink;

/// <summary>What a filter of u32 looks at: struct tc_u32_sel of linux/pkt_cls.h, with one key.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct U32Selector
{
    public byte Flags;
    public byte OffsetShift;
    public byte Keys;
    public ushort OffsetMask;
    public ushort Offset;
    public short OffsetOffset;
    public short HashOffset;
    public uint HashMask;

    /// <summary>struct tc_u32_key; all 0, it matches every packet.</summary>
    public uint KeyMask;
    public uint KeyValue;
    public int KeyOffset;
    public int KeyOffsetMask;
}

/// <summary>What is done with a packet: struct tc_mirred of linux/tc_act/tc_mirred.h.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct MirredParameters
{
    public uint Index;
    public uint Capabilities;
    public int Action;
    public int References;
    public int Bindings;
    public int EgressAction;

    /// <summary>The index of the link to which the packet goes.</summary>
    public uint LinkIndex;
}
