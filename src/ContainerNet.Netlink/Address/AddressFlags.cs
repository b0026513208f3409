namespace ContainerNet.Netlink;

/// <summary>Flags of an address (IFA_F_*, linux/if_addr.h). An address may have others than are named here.</summary>
[Flags]
public enum AddressFlags : uint
{
    /// <summary>No flag.</summary>
    None = 0,

    /// <summary>No duplicate address detection (IPv6).</summary>
    NoDad = 0x02,

    /// <summary>Somebody else has the address (IPv6).</summary>
    DadFailed = 0x08,

    /// <summary>Duplicates are still looked for (IPv6).</summary>
    Tentative = 0x40,

    /// <summary>Has no end of life.</summary>
    Permanent = 0x80,
}
