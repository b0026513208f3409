using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ContainerNet.Netlink.Interop;
using ContainerNet.Netlink.Wire;

namespace ContainerNet.Netlink.Tests.Wire;

/// <content>The numbers that are compared.</content>
public sealed partial class HeaderTests
{
    private static void AddMessages()
    {
        AddStructure<MessageHeader>("nlmsghdr", "nlmsg_len", "nlmsg_type", "nlmsg_flags", "nlmsg_seq", "nlmsg_pid");
        Add("sizeof(struct nlmsghdr)", MessageHeader.Size);
        Add("offsetof(struct nlmsghdr, nlmsg_type)", MessageHeader.TypeOffset);
        Add("offsetof(struct nlmsghdr, nlmsg_flags)", MessageHeader.FlagsOffset);
        Add("offsetof(struct nlmsghdr, nlmsg_seq)", MessageHeader.SequenceOffset);
        Add("sizeof(struct nlattr)", AttributeWriter.HeaderSize);
        Add("NLMSG_ALIGN(5)", Alignment.Up(5));
        Add("NLMSG_NOOP", MessageType.Noop);
        Add("NLMSG_ERROR", MessageType.Error);
        Add("NLMSG_DONE", MessageType.Done);
        Add("NLMSG_OVERRUN", MessageType.Overrun);
        Add("RTM_NEWLINK", MessageType.NewLink);
        Add("RTM_DELLINK", MessageType.DeleteLink);
        Add("RTM_GETLINK", MessageType.GetLink);
        Add("RTM_NEWADDR", MessageType.NewAddress);
        Add("RTM_DELADDR", MessageType.DeleteAddress);
        Add("RTM_GETADDR", MessageType.GetAddress);
        Add("RTM_NEWROUTE", MessageType.NewRoute);
        Add("RTM_DELROUTE", MessageType.DeleteRoute);
        Add("RTM_GETROUTE", MessageType.GetRoute);
        Add("RTM_NEWNEIGH", MessageType.NewNeighbour);
        Add("RTM_DELNEIGH", MessageType.DeleteNeighbour);
        Add("RTM_GETNEIGH", MessageType.GetNeighbour);
        Add("NLM_F_REQUEST", MessageFlags.Request);
        Add("NLM_F_MULTI", MessageFlags.Multipart);
        Add("NLM_F_ACK", MessageFlags.Acknowledge);
        Add("NLM_F_ECHO", MessageFlags.Echo);
        Add("NLM_F_DUMP_INTR", MessageFlags.DumpInterrupted);
        Add("NLM_F_DUMP", MessageFlags.Dump);
        Add("NLM_F_REPLACE", MessageFlags.Replace);
        Add("NLM_F_EXCL", MessageFlags.Exclusive);
        Add("NLM_F_CREATE", MessageFlags.Create);
        Add("NLM_F_APPEND", MessageFlags.Append);
        Add("NLM_F_CAPPED", MessageFlags.Capped);
        Add("NLM_F_ACK_TLVS", MessageFlags.ErrorAttributes);
        Add("NLMSGERR_ATTR_MSG", ErrorAttribute.Message);
        Add("NLMSGERR_ATTR_OFFS", ErrorAttribute.Offset);
        Add("NLMSGERR_ATTR_MISS_TYPE", ErrorAttribute.MissingType);
        Add("AF_UNSPEC", WireFamily.Unspecified);
        Add("AF_INET", WireFamily.Ipv4);
        Add("AF_INET6", WireFamily.Ipv6);
    }

    private static void AddLinks()
    {
        AddStructure<LinkMessage>(
            "ifinfomsg", "ifi_family", "__ifi_pad", "ifi_type", "ifi_index", "ifi_flags", "ifi_change");
        Add("IFLA_ADDRESS", LinkAttribute.HardwareAddress);
        Add("IFLA_IFNAME", LinkAttribute.Name);
        Add("IFLA_MTU", LinkAttribute.Mtu);
        Add("IFLA_LINK", LinkAttribute.Link);
        Add("IFLA_MASTER", LinkAttribute.Master);
        Add("IFLA_OPERSTATE", LinkAttribute.OperState);
        Add("IFLA_LINKINFO", LinkAttribute.LinkInfo);
        Add("IFLA_IFALIAS", LinkAttribute.Alias);
        Add("IFLA_STATS64", LinkAttribute.Statistics64);
        Add("IFLA_AF_SPEC", LinkAttribute.FamilySpecific);
        Add("IFLA_GROUP", LinkAttribute.Group);
        Add("IFLA_NET_NS_FD", LinkAttribute.NamespaceDescriptor);
        Add("IFLA_EXT_MASK", LinkAttribute.ExtensionMask);
        Add("IFLA_NUM_TX_QUEUES", LinkAttribute.TxQueues);
        Add("IFLA_NUM_RX_QUEUES", LinkAttribute.RxQueues);
        Add("IFLA_CARRIER", LinkAttribute.Carrier);
        Add("IFLA_LINK_NETNSID", LinkAttribute.LinkNamespaceId);
        Add("IFLA_INFO_KIND", LinkAttribute.InfoKind);
        Add("IFLA_INFO_DATA", LinkAttribute.InfoData);
        Add("VETH_INFO_PEER", LinkAttribute.VethPeer);
        Add("IFLA_BR_FORWARD_DELAY", LinkAttribute.BridgeForwardDelay);
        Add("IFLA_BR_AGEING_TIME", LinkAttribute.BridgeAgeingTime);
        Add("IFLA_BR_STP_STATE", LinkAttribute.BridgeStpState);
        Add("IFLA_BR_VLAN_FILTERING", LinkAttribute.BridgeVlanFiltering);
        Add("IFLA_BR_MCAST_SNOOPING", LinkAttribute.BridgeMulticastSnooping);
        Add("IFLA_INET_CONF", LinkAttribute.Ipv4Configuration);
        Add("IFLA_INET6_ADDR_GEN_MODE", LinkAttribute.Ipv6AddressGenerationMode);
        Add("RTEXT_FILTER_SKIP_STATS", LinkAttribute.SkipFamilyStatistics);
        Add("IFNAMSIZ", LinkAttribute.NameSize);
        Add("IFALIASZ", LinkAttribute.AliasSize);
        Add("offsetof(struct rtnl_link_stats64, tx_dropped)", 7 * sizeof(ulong));
        Add("offsetof(struct rtnl_link_stats64, rx_bytes)", 2 * sizeof(ulong));
        (LinkFlags Flag, string Name)[] flags =
        [
            (LinkFlags.Up, "UP"), (LinkFlags.Broadcast, "BROADCAST"), (LinkFlags.Loopback, "LOOPBACK"),
            (LinkFlags.PointToPoint, "POINTOPOINT"), (LinkFlags.Running, "RUNNING"), (LinkFlags.NoArp, "NOARP"),
            (LinkFlags.Promiscuous, "PROMISC"), (LinkFlags.AllMulticast, "ALLMULTI"), (LinkFlags.Master, "MASTER"),
            (LinkFlags.Slave, "SLAVE"), (LinkFlags.Multicast, "MULTICAST"), (LinkFlags.LowerUp, "LOWER_UP"),
            (LinkFlags.Dormant, "DORMANT"),
        ];
        foreach ((LinkFlags flag, string name) in flags)
            Add("IFF_" + name, (uint)flag);
    }

    private static void AddAddresses()
    {
        AddStructure<AddressMessage>(
            "ifaddrmsg", "ifa_family", "ifa_prefixlen", "ifa_flags", "ifa_scope", "ifa_index");
        AddStructure<AddressCacheInfo>("ifa_cacheinfo", "ifa_prefered", "ifa_valid", "cstamp", "tstamp");
        Add("IFA_ADDRESS", AddressAttribute.Address);
        Add("IFA_LOCAL", AddressAttribute.Local);
        Add("IFA_LABEL", AddressAttribute.Label);
        Add("IFA_BROADCAST", AddressAttribute.Broadcast);
        Add("IFA_CACHEINFO", AddressAttribute.CacheInfo);
        Add("IFA_FLAGS", AddressAttribute.Flags);
        (AddressFlags Flag, string Name)[] flags =
        [
            (AddressFlags.Secondary, "SECONDARY"), (AddressFlags.NoDad, "NODAD"),
            (AddressFlags.Optimistic, "OPTIMISTIC"), (AddressFlags.DadFailed, "DADFAILED"),
            (AddressFlags.HomeAddress, "HOMEADDRESS"), (AddressFlags.Deprecated, "DEPRECATED"),
            (AddressFlags.Tentative, "TENTATIVE"), (AddressFlags.Permanent, "PERMANENT"),
            (AddressFlags.ManageTemporary, "MANAGETEMPADDR"), (AddressFlags.NoPrefixRoute, "NOPREFIXROUTE"),
            (AddressFlags.MulticastAutoJoin, "MCAUTOJOIN"), (AddressFlags.StablePrivacy, "STABLE_PRIVACY"),
        ];
        foreach ((AddressFlags flag, string name) in flags)
            Add("IFA_F_" + name, (uint)flag);
        Add("RT_SCOPE_UNIVERSE", (byte)AddressScope.Global);
        Add("RT_SCOPE_SITE", (byte)AddressScope.Site);
        Add("RT_SCOPE_LINK", (byte)AddressScope.Link);
        Add("RT_SCOPE_HOST", (byte)AddressScope.Host);
        Add("RT_SCOPE_NOWHERE", (byte)AddressScope.Nowhere);
    }

    private static void AddRoutes()
    {
        AddStructure<RouteMessage>(
            "rtmsg",
            "rtm_family", "rtm_dst_len", "rtm_src_len", "rtm_tos",
            "rtm_table", "rtm_protocol", "rtm_scope", "rtm_type", "rtm_flags");
        AddStructure<NextHopHeader>("rtnexthop", "rtnh_len", "rtnh_flags", "rtnh_hops", "rtnh_ifindex");
        Add("RTA_DST", RouteAttribute.Destination);
        Add("RTA_OIF", RouteAttribute.OutputLink);
        Add("RTA_GATEWAY", RouteAttribute.Gateway);
        Add("RTA_PRIORITY", RouteAttribute.Priority);
        Add("RTA_PREFSRC", RouteAttribute.PreferredSource);
        Add("RTA_METRICS", RouteAttribute.Metrics);
        Add("RTA_MULTIPATH", RouteAttribute.Multipath);
        Add("RTA_TABLE", RouteAttribute.Table);
        Add("RTA_VIA", RouteAttribute.Via);
        Add("offsetof(struct rtvia, rtvia_addr)", sizeof(ushort));
        Add("RTAX_MTU", RouteAttribute.MetricMtu);
        Add("RTNH_F_ONLINK", RouteAttribute.OnLinkFlag);
        Add("RT_TABLE_MAIN", Route.MainTable);
        Add("RT_TABLE_LOCAL", Route.LocalTable);
        AddEnum<RouteScope>("RT_SCOPE_");
        AddEnum<RouteType>("RTN_", new() { [nameof(RouteType.Unspecified)] = "UNSPEC" });
        AddEnum<RouteProtocol>("RTPROT_", new()
        {
            [nameof(RouteProtocol.Unspecified)] = "UNSPEC", [nameof(RouteProtocol.RouterAdvertisement)] = "RA",
        });
    }

    private static void AddNeighboursAndSockets()
    {
        AddStructure<NeighbourMessage>(
            "ndmsg", "ndm_family", "ndm_pad1", "ndm_pad2", "ndm_ifindex", "ndm_state", "ndm_flags", "ndm_type");
        Add("NDA_DST", NeighbourAttribute.Destination);
        Add("NDA_LLADDR", NeighbourAttribute.HardwareAddress);
        Add("NDA_IFINDEX", NeighbourAttribute.LinkIndex);
        Add("NTF_PROXY", NeighbourAttribute.ProxyFlag);
        Add("NTF_ROUTER", NeighbourAttribute.RouterFlag);
        AddEnum<NeighbourState>("NUD_", new() { [nameof(NeighbourState.NoArp)] = "NOARP" });
        AddStructure<SocketAddress>("sockaddr_nl", "nl_family", "nl_pad", "nl_pid", "nl_groups");
        AddStructure<TimeValue>("timeval", "tv_sec", "tv_usec");
        Add("NETLINK_ROUTE", SocketOption.Route);
        Add("NETLINK_ADD_MEMBERSHIP", SocketOption.AddMembership);
        Add("NETLINK_LISTEN_ALL_NSID", SocketOption.ListenAllNamespaces);
        Add("sizeof(struct msghdr)", Unsafe.SizeOf<MessageParts>());
        Add("offsetof(struct msghdr, msg_control)", Marshal.OffsetOf<MessageParts>(nameof(MessageParts.Control)));
        Add("offsetof(struct msghdr, msg_controllen)", Marshal.OffsetOf<MessageParts>(nameof(MessageParts.ControlLength)));
        Add("CMSG_LEN(sizeof(int))", ControlMessage.UsedSize);
        Add("CMSG_SPACE(sizeof(int))", Unsafe.SizeOf<ControlMessage>());
        Add("offsetof(struct cmsghdr, cmsg_type)", Marshal.OffsetOf<ControlMessage>(nameof(ControlMessage.Type)));
        Add("NETLINK_CAP_ACK", SocketOption.CapAcknowledgement);
        Add("NETLINK_EXT_ACK", SocketOption.ExtendedAcknowledgement);
        Add("NETLINK_GET_STRICT_CHK", SocketOption.StrictCheck);
        Add("RTNLGRP_LINK", SocketOption.LinkGroup);
        Add("RTNLGRP_IPV4_IFADDR", SocketOption.Ipv4AddressGroup);
        Add("RTNLGRP_IPV4_ROUTE", SocketOption.Ipv4RouteGroup);
        Add("RTNLGRP_IPV6_IFADDR", SocketOption.Ipv6AddressGroup);
        Add("RTNLGRP_IPV6_ROUTE", SocketOption.Ipv6RouteGroup);
        Add("LOCK_EX", NativeMethods.LockExclusive);
        Add("NS_GET_NSTYPE", SystemCalls.GetNamespaceType);
        Add("CLONE_NEWNET", SystemCalls.NewNetwork);
        Add("MS_SHARED | MS_REC", SystemCalls.MountSharedRecursive);
        Add("MS_BIND | MS_REC", SystemCalls.MountBindRecursive);
        Add("MS_BIND", SystemCalls.MountBind);
    }

    private static Dictionary<string, string> Ipv4Names => new()
    {
        [nameof(Ipv4Setting.MulticastForwarding)] = "MC_FORWARDING",
        [nameof(Ipv4Setting.ReversePathFilter)] = "RP_FILTER",
        [nameof(Ipv4Setting.ArpFilter)] = "ARPFILTER",
        [nameof(Ipv4Setting.DisableXfrm)] = "NOXFRM",
        [nameof(Ipv4Setting.DisablePolicy)] = "NOPOLICY",
        [nameof(Ipv4Setting.SourceValidMark)] = "SRC_VMARK",
        [nameof(Ipv4Setting.ProxyArpPrivateVlan)] = "PROXY_ARP_PVLAN",
        [nameof(Ipv4Setting.Igmpv2UnsolicitedReportInterval)] = "IGMPV2_UNSOLICITED_REPORT_INTERVAL",
        [nameof(Ipv4Setting.Igmpv3UnsolicitedReportInterval)] = "IGMPV3_UNSOLICITED_REPORT_INTERVAL",
        [nameof(Ipv4Setting.IgnoreRoutesWithLinkDown)] = "IGNORE_ROUTES_WITH_LINKDOWN",
        [nameof(Ipv4Setting.DropUnicastInL2Multicast)] = "DROP_UNICAST_IN_L2_MULTICAST",
        [nameof(Ipv4Setting.BroadcastForwarding)] = "BC_FORWARDING",
        [nameof(Ipv4Setting.ArpEvictNoCarrier)] = "ARP_EVICT_NOCARRIER",
    };
}
