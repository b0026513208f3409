using System.Runtime.InteropServices;

namespace ContainerNet.Netlink;

/// <summary>Begins messages about routes: struct rtmsg of linux/rtnetlink.h.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct RouteMessage
{
    public byte Family;
    public byte DestinationLength;
    public byte SourceLength;
    public byte TypeOfService;

    /// <summary>The table below 256; else 0 and <see cref="RouteAttribute.Table"/>.</summary>
    public byte Table;
    public byte Protocol;
    public byte Scope;
    public byte Type;
    public uint Flags;
}
