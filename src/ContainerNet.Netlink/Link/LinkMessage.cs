using System.Runtime.InteropServices;

namespace ContainerNet.Netlink;

/// <summary>Begins messages about links: struct ifinfomsg of linux/rtnetlink.h.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct LinkMessage
{
    public byte Family;
    public byte Padding;
    public ushort DeviceType;
    public int Index;
    public uint Flags;

    /// <summary>Which bits of <see cref="Flags"/> a request changes.</summary>
    public uint Change;
}
