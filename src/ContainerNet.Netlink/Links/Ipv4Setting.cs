namespace ContainerNet.Netlink;

/// <summary>
/// A per-link IPv4 setting, numbered as IPV4_DEVCONF_* in linux/ip.h. Each is also a file of
/// <c>/proc/sys/net/ipv4/conf/LINK/</c>, where the kernel's ip-sysctl document says what its values mean.
/// </summary>
public enum Ipv4Setting : byte
{
    /// <summary>forwarding: whether packets that come in by the link may be forwarded.</summary>
    Forwarding = 1,

    /// <summary>mc_forwarding: set by multicast routing daemons.</summary>
    MulticastForwarding = 2,

    /// <summary>proxy_arp: answer ARP for addresses reached by other links.</summary>
    ProxyArp = 3,

    /// <summary>accept_redirects: obey ICMP redirects.</summary>
    AcceptRedirects = 4,

    /// <summary>secure_redirects: obey redirects to listed gateways only.</summary>
    SecureRedirects = 5,

    /// <summary>send_redirects: send ICMP redirects.</summary>
    SendRedirects = 6,

    /// <summary>shared_media: the link is a medium shared by several subnets.</summary>
    SharedMedia = 7,

    /// <summary>rp_filter: reverse path check; 0 none, 1 strict, 2 loose (RFC 3704).</summary>
    ReversePathFilter = 8,

    /// <summary>accept_source_route: accept packets with a source route option.</summary>
    AcceptSourceRoute = 9,

    /// <summary>bootp_relay: accept packets from 0.0.0.0/8 for a relay daemon.</summary>
    BootpRelay = 10,

    /// <summary>log_martians: log packets with impossible addresses.</summary>
    LogMartians = 11,

    /// <summary>tag: a number for the administrator's use.</summary>
    Tag = 12,

    /// <summary>arp_filter: answer ARP only if the answer would leave by the same link.</summary>
    ArpFilter = 13,

    /// <summary>medium_id: tells links on the same medium apart for proxy ARP.</summary>
    MediumId = 14,

    /// <summary>disable_xfrm: no IPsec encryption on the link.</summary>
    DisableXfrm = 15,

    /// <summary>disable_policy: no IPsec policy on the link.</summary>
    DisablePolicy = 16,

    /// <summary>force_igmp_version: the IGMP version to speak; 0 chooses.</summary>
    ForceIgmpVersion = 17,

    /// <summary>arp_announce: which source address ARP requests carry.</summary>
    ArpAnnounce = 18,

    /// <summary>arp_ignore: to which ARP requests the kernel answers.</summary>
    ArpIgnore = 19,

    /// <summary>promote_secondaries: keep secondary addresses when their primary goes.</summary>
    PromoteSecondaries = 20,

    /// <summary>arp_accept: learn from unasked ARP.</summary>
    ArpAccept = 21,

    /// <summary>arp_notify: send gratuitous ARP when the link comes up.</summary>
    ArpNotify = 22,

    /// <summary>accept_local: accept packets that carry a local source address.</summary>
    AcceptLocal = 23,

    /// <summary>src_valid_mark: take the packet's mark into the reverse path check.</summary>
    SourceValidMark = 24,

    /// <summary>proxy_arp_pvlan: proxy ARP back onto the link it came from (RFC 3069).</summary>
    ProxyArpPrivateVlan = 25,

    /// <summary>route_localnet: route 127.0.0.0/8.</summary>
    RouteLocalnet = 26,

    /// <summary>igmpv2_unsolicited_report_interval: in milliseconds.</summary>
    Igmpv2UnsolicitedReportInterval = 27,

    /// <summary>igmpv3_unsolicited_report_interval: in milliseconds.</summary>
    Igmpv3UnsolicitedReportInterval = 28,

    /// <summary>ignore_routes_with_linkdown: skip routes over links without carrier.</summary>
    IgnoreRoutesWithLinkDown = 29,

    /// <summary>drop_unicast_in_l2_multicast: drop unicast packets in multicast frames.</summary>
    DropUnicastInL2Multicast = 30,

    /// <summary>drop_gratuitous_arp: drop gratuitous ARP.</summary>
    DropGratuitousArp = 31,

    /// <summary>bc_forwarding: forward directed broadcasts.</summary>
    BroadcastForwarding = 32,

    /// <summary>arp_evict_nocarrier: clear the ARP cache when the carrier is lost.</summary>
    ArpEvictNoCarrier = 33,
}
