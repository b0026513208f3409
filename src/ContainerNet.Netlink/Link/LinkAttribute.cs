namespace ContainerNet.Netlink;

/// <summary>Attributes of links: IFLA_* of linux/if_link.h and VETH_INFO_* of linux/veth.h.</summary>
internal static class LinkAttribute
{
    public const ushort HardwareAddress = 1;
    public const ushort Name = 3;
    public const ushort Mtu = 4;
    public const ushort Link = 5;
    public const ushort Qdisc = 6;
    public const ushort Master = 10;
    public const ushort LinkInfo = 18;
    public const ushort Alias = 20;
    public const ushort Statistics64 = 23;
    public const ushort FamilySpecific = 26;
    public const ushort Group = 27;
    public const ushort NamespaceDescriptor = 28;
    public const ushort ExtensionMask = 29;
    public const ushort TxQueues = 31;
    public const ushort RxQueues = 32;
    public const ushort Carrier = 33;
    public const ushort LinkNamespaceId = 37;
    public const ushort TargetNamespaceId = 46;

    /// <summary>In <see cref="LinkInfo"/>.</summary>
    public const ushort InfoKind = 1;
    public const ushort InfoData = 2;

    /// <summary>In <see cref="InfoData"/> of a veth; holds a <see cref="LinkMessage"/> and attributes.</summary>
    public const ushort VethPeer = 1;

    /// <summary>In <see cref="InfoData"/> of a bridge; the delay is in hundredths of a second.</summary>
    public const ushort BridgeForwardDelay = 1;
    public const ushort BridgeVlanFiltering = 7;

    /// <summary>In <see cref="FamilySpecific"/>, below the number of the family.</summary>
    public const ushort Ipv4Configuration = 1;
    public const ushort Ipv6Configuration = 2;
    public const ushort Ipv6AddressGenerationMode = 8;

    /// <summary>IN6_ADDR_GEN_MODE_NONE of linux/if_link.h.</summary>
    public const byte NoAddressGeneration = 1;

    /// <summary>
    /// RTEXT_FILTER_SKIP_STATS of linux/rtnetlink.h, a bit of <see cref="ExtensionMask"/>. Leaves out the counters of
    /// IPv6, which nobody reads here; those of the link come all the same.
    /// </summary>
    public const uint SkipFamilyStatistics = 1 << 3;

    /// <summary>IFNAMSIZ of linux/if.h: a name's greatest length, its NUL included.</summary>
    public const int NameSize = 16;

    /// <summary>IFALIASZ of linux/if.h: an alias's greatest length, a NUL included.</summary>
    public const int AliasSize = 256;
}
