using System.Runtime.InteropServices;

namespace ContainerNet.Netlink.Protocol;

/// <summary>
/// Begins each netlink message: struct nlmsghdr of linux/netlink.h. The order of the fields is the kernel's.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal struct MessageHeader
{
    public const int Size = 16;

    /// <summary>Where a message's type, flags and sequence number are, for those who patch them.</summary>
    public const int TypeOffset = 4;
    public const int FlagsOffset = 6;
    public const int SequenceOffset = 8;

    /// <summary>The length of the message, this header included.</summary>
    public uint Length;
    public ushort Type;
    public ushort Flags;
    public uint Sequence;
    public uint Port;
}
