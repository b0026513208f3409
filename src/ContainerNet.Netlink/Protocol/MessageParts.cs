using System.Runtime.InteropServices;

namespace ContainerNet.Netlink.Protocol;

/// <summary>What recvmsg fills: struct msghdr of sys/socket.h, as C libraries have it on 64-bit processors.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct MessageParts
{
    public void* Name;
    public uint NameLength;
    public BufferPart* Parts;
    public nuint PartCount;
    public void* Control;
    public nuint ControlLength;
    public int Flags;
}

/// <summary>A piece of memory: struct iovec of sys/uio.h.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct BufferPart
{
    public void* Start;
    public nuint Length;
}

/// <summary>What comes besides a datagram: struct cmsghdr of sys/socket.h with one int.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct ControlMessage
{
    /// <summary>CMSG_LEN(sizeof(int)).</summary>
    public const int UsedSize = 20;

    public nuint Length;
    public int Level;
    public int Type;
    public int Value;
    public int Padding;
}
