namespace ContainerNet.Netlink;

/// <summary>How the kernel makes a link's IPv6 addresses (IN6_ADDR_GEN_MODE_*, linux/if_link.h).</summary>
public enum Ipv6AddressGeneration : byte
{
    /// <summary>From the hardware address, by EUI-64 (RFC 4291). The default.</summary>
    Eui64 = 0,

    /// <summary>Not at all: no link-local address either.</summary>
    None = 1,

    /// <summary>Stable and opaque, from the namespace's secret (RFC 7217).</summary>
    StablePrivacy = 2,

    /// <summary>Stable and opaque, from a secret that the kernel draws.</summary>
    Random = 3,
}
