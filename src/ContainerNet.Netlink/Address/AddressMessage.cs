using System.Runtime.InteropServices;

namespace ContainerNet.Netlink;

/// <summary>Begins messages about addresses: struct ifaddrmsg of linux/if_addr.h.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct AddressMessage
{
    public byte Family;
    public byte PrefixLength;

    /// <summary>The low eight bits; <see cref="AddressAttribute.Flags"/> has them all.</summary>
    public byte Flags;
    public byte Scope;
    public int Index;
}
