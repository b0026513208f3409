using System.Runtime.InteropServices;

namespace ContainerNet.Netlink.Wire;

/// <summary>
/// Lifetimes of an address: struct ifa_cacheinfo of linux/if_addr.h. In seconds; all ones is for ever.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal struct AddressCacheInfo
{
    public uint Preferred;
    public uint Valid;
    public uint Created;
    public uint Updated;
}
