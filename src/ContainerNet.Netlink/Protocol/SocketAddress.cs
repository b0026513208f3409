using System.Runtime.InteropServices;

namespace ContainerNet.Netlink.Protocol;

/// <summary>The address of a netlink socket: struct sockaddr_nl of linux/netlink.h.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct SocketAddress
{
    public ushort Family;
    public ushort Padding;

    /// <summary>The port; the kernel's is 0.</summary>
    public uint Port;
    public uint Groups;
}
