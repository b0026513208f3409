using System.Runtime.InteropServices;

namespace ContainerNet.Netlink.Protocol;

/// <summary>struct ifreq of linux/if.h: a name, and a union of 24 bytes.</summary>
[StructLayout(LayoutKind.Sequential, Size = 40)]
internal unsafe struct InterfaceRequest
{
    /// <summary>IFNAMSIZ of linux/if.h.</summary>
    public const int NameSize = 16;

    /// <summary>SIOCGIFINDEX of linux/sockios.h.</summary>
    public const int GetIndex = 0x8933;

    public fixed byte Name[NameSize];

    /// <summary>ifr_ifindex.</summary>
    public int Value;
}
