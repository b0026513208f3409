namespace ContainerNet.Netlink;

/// <summary>Flags of an address (IFA_F_*, linux/if_addr.h).</summary>
[Flags]
public enum AddressFlags : uint
{
    /// <summary>No flag.</summary>
    None = 0,

    /// <summary>IPv4: not the first address of its prefix on the link. IPv6: a temporary address.</summary>
    Secondary = 0x01,

    /// <summary>No duplicate address detection (IPv6).</summary>
    NoDad = 0x02,

    /// <summary>Usable while duplicates are looked for (RFC 4429).</summary>
    Optimistic = 0x04,

    /// <summary>Somebody else has the address (IPv6).</summary>
    DadFailed = 0x08,

    /// <summary>A mobile node's home address (RFC 6275).</summary>
    HomeAddress = 0x10,

    /// <summary>Past its preferred lifetime.</summary>
    Deprecated = 0x20,

    /// <summary>Duplicates are still looked for (IPv6).</summary>
    Tentative = 0x40,

    /// <summary>Has no end of life.</summary>
    Permanent = 0x80,

    /// <summary>The kernel makes temporary addresses for it (RFC 8981).</summary>
    ManageTemporary = 0x100,

    /// <summary>No prefix route was made for it.</summary>
    NoPrefixRoute = 0x200,

    /// <summary>Joined as a multicast group.</summary>
    MulticastAutoJoin = 0x400,

    /// <summary>Made from a secret (RFC 7217).</summary>
    StablePrivacy = 0x800,
}
