namespace ContainerNet.Netlink;

/// <summary>
/// A per-link IPv4 setting, numbered as IPV4_DEVCONF_* in linux/ip.h. Each is also a file of
/// <c>/proc/sys/net/ipv4/conf/LINK/</c>, where the kernel's ip-sysctl document says what its values mean.
/// </summary>
public enum Ipv4Setting : byte
{
    /// <summary>forwarding: whether packets that come in by the link may be forwarded.</summary>
    Forwarding = 1,

    /// <summary>proxy_arp: answer ARP for addresses reached by other links.</summary>
    ProxyArp = 3,

    /// <summary>rp_filter: reverse path check; 0 none, 1 strict, 2 loose (RFC 3704).</summary>
    ReversePathFilter = 8,

    /// <summary>promote_secondaries: keep secondary addresses when their primary goes.</summary>
    PromoteSecondaries = 20,
}
