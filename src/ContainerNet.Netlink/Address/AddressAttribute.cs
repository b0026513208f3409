namespace ContainerNet.Netlink;

/// <summary>Attributes of addresses: IFA_* of linux/if_addr.h.</summary>
internal static class AddressAttribute
{
    public const ushort Address = 1;
    public const ushort Local = 2;
    public const ushort Flags = 8;
}
