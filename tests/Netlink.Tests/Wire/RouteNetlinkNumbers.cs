using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using ContainerNet.Netlink.Protocol;

namespace ContainerNet.Netlink.Tests.Wire;

/// <summary>The numbers of messages, links, addresses, routes, neighbours and sockets.</summary>
internal static class RouteNetlinkNumbers
{
    public static void AddTo(HeaderNumbers numbers)
    {
        AddMessages(numbers);
        AddLinks(numbers);
        AddAddresses(numbers);
        AddRoutes(numbers);
        AddRules(numbers);
        AddNeighboursAndSockets(numbers);
        numbers.AddEnum<Ipv4Setting>("IPV4_DEVCONF_", new() { [nameof(Ipv4Setting.ReversePathFilter)] = "RP_FILTER" });
        numbers.AddErrno();
    }

    private static void AddMessages(HeaderNumbers numbers)
    {
        numbers.AddStructure<MessageHeader>(
            "nlmsghdr", "nlmsg_len", "nlmsg_type", "nlmsg_flags", "nlmsg_seq", "nlmsg_pid");
        numbers.Add("sizeof(struct nlmsghdr)", MessageHeader.Size);
        numbers.Add("offsetof(struct nlmsghdr, nlmsg_type)", MessageHeader.TypeOffset);
        numbers.Add("offsetof(struct nlmsghdr, nlmsg_flags)", MessageHeader.FlagsOffset);
        numbers.Add("offsetof(struct nlmsghdr, nlmsg_seq)", MessageHeader.SequenceOffset);
        numbers.Add("sizeof(struct nlattr)", AttributeWriter.HeaderSize);
        numbers.Add("NLMSG_ALIGN(5)", Alignment.Up(5));
        numbers.Add("NLMSG_NOOP", MessageType.Noop);
        numbers.Add("NLMSG_ERROR", MessageType.Error);
        numbers.Add("NLMSG_DONE", MessageType.Done);
        numbers.Add("NLMSG_OVERRUN", MessageType.Overrun);
        numbers.Add("RTM_NEWLINK", MessageType.NewLink);
        numbers.Add("RTM_DELLINK", MessageType.DeleteLink);
        numbers.Add("RTM_GETLINK", MessageType.GetLink);
        numbers.Add("RTM_NEWADDR", MessageType.NewAddress);
        numbers.Add("RTM_DELADDR", MessageType.DeleteAddress);
        numbers.Add("RTM_GETADDR", MessageType.GetAddress);
        numbers.Add("RTM_NEWROUTE", MessageType.NewRoute);
        numbers.Add("RTM_DELROUTE", MessageType.DeleteRoute);
        numbers.Add("RTM_GETROUTE", MessageType.GetRoute);
        numbers.Add("RTM_NEWNEIGH", MessageType.NewNeighbour);
        numbers.Add("RTM_DELNEIGH", MessageType.DeleteNeighbour);
        numbers.Add("RTM_GETNEIGH", MessageType.GetNeighbour);
        numbers.Add("RTM_NEWRULE", MessageType.NewRule);
        numbers.Add("RTM_DELRULE", MessageType.DeleteRule);
        numbers.Add("RTM_GETRULE", MessageType.GetRule);
        numbers.Add("NLM_F_REQUEST", MessageFlags.Request);
        numbers.Add("NLM_F_MULTI", MessageFlags.Multipart);
        numbers.Add("NLM_F_ACK", MessageFlags.Acknowledge);
        numbers.Add("NLM_F_ECHO", MessageFlags.Echo);
        numbers.Add("NLM_F_DUMP_INTR", MessageFlags.DumpInterrupted);
        numbers.Add("NLM_F_DUMP", MessageFlags.Dump);
        numbers.Add("NLM_F_REPLACE", MessageFlags.Replace);
        numbers.Add("NLM_F_EXCL", MessageFlags.Exclusive);
        numbers.Add("NLM_F_CREATE", MessageFlags.Create);
        numbers.Add("NLM_F_CAPPED", MessageFlags.Capped);
        numbers.Add("NLM_F_ACK_TLVS", MessageFlags.ErrorAttributes);
        numbers.Add("NLMSGERR_ATTR_MSG", ErrorReply.MessageAttribute);
        numbers.Add("AF_UNSPEC", WireFamily.Unspecified);
        numbers.Add("AF_INET", WireFamily.Ipv4);
        numbers.Add("AF_INET6", WireFamily.Ipv6);
    }

    private static void AddLinks(HeaderNumbers numbers)
    {
        numbers.AddStructure<LinkMessage>(
            "ifinfomsg", "ifi_family", "__ifi_pad", "ifi_type", "ifi_index", "ifi_flags", "ifi_change");
        numbers.Add("IFLA_ADDRESS", LinkAttribute.HardwareAddress);
        numbers.Add("IFLA_IFNAME", LinkAttribute.Name);
        numbers.Add("IFLA_MTU", LinkAttribute.Mtu);
        numbers.Add("IFLA_LINK", LinkAttribute.Link);
        numbers.Add("IFLA_MASTER", LinkAttribute.Master);
        numbers.Add("IFLA_LINKINFO", LinkAttribute.LinkInfo);
        numbers.Add("IFLA_IFALIAS", LinkAttribute.Alias);
        numbers.Add("IFLA_STATS64", LinkAttribute.Statistics64);
        numbers.Add("IFLA_AF_SPEC", LinkAttribute.FamilySpecific);
        numbers.Add("IFLA_GROUP", LinkAttribute.Group);
        numbers.Add("IFLA_NET_NS_FD", LinkAttribute.NamespaceDescriptor);
        numbers.Add("IFLA_EXT_MASK", LinkAttribute.ExtensionMask);
        numbers.Add("IFLA_NUM_TX_QUEUES", LinkAttribute.TxQueues);
        numbers.Add("IFLA_NUM_RX_QUEUES", LinkAttribute.RxQueues);
        numbers.Add("IFLA_CARRIER", LinkAttribute.Carrier);
        numbers.Add("IFLA_LINK_NETNSID", LinkAttribute.LinkNamespaceId);
        numbers.Add("IFLA_INFO_KIND", LinkAttribute.InfoKind);
        numbers.Add("IFLA_INFO_DATA", LinkAttribute.InfoData);
        numbers.Add("VETH_INFO_PEER", LinkAttribute.VethPeer);
        numbers.Add("IFLA_BR_FORWARD_DELAY", LinkAttribute.BridgeForwardDelay);
        numbers.Add("IFLA_BR_VLAN_FILTERING", LinkAttribute.BridgeVlanFiltering);
        numbers.Add("IFLA_INET_CONF", LinkAttribute.Ipv4Configuration);
        numbers.Add("IFLA_INET6_ADDR_GEN_MODE", LinkAttribute.Ipv6AddressGenerationMode);
        numbers.Add("IN6_ADDR_GEN_MODE_NONE", LinkAttribute.NoAddressGeneration);
        numbers.Add("RTEXT_FILTER_SKIP_STATS", LinkAttribute.SkipFamilyStatistics);
        numbers.Add("IFNAMSIZ", LinkAttribute.NameSize);
        numbers.Add("IFALIASZ", LinkAttribute.AliasSize);
        numbers.Add("offsetof(struct rtnl_link_stats64, tx_dropped)", 7 * sizeof(ulong));
        numbers.Add("offsetof(struct rtnl_link_stats64, rx_bytes)", 2 * sizeof(ulong));
        numbers.Add("IFF_UP", (uint)LinkFlags.Up);
    }

    private static void AddAddresses(HeaderNumbers numbers)
    {
        numbers.AddStructure<AddressMessage>(
            "ifaddrmsg", "ifa_family", "ifa_prefixlen", "ifa_flags", "ifa_scope", "ifa_index");
        numbers.Add("IFA_ADDRESS", AddressAttribute.Address);
        numbers.Add("IFA_LOCAL", AddressAttribute.Local);
        numbers.Add("IFA_FLAGS", AddressAttribute.Flags);
        numbers.Add("IFA_F_NODAD", (uint)AddressFlags.NoDad);
        numbers.Add("IFA_F_DADFAILED", (uint)AddressFlags.DadFailed);
        numbers.Add("IFA_F_TENTATIVE", (uint)AddressFlags.Tentative);
        numbers.Add("IFA_F_PERMANENT", (uint)AddressFlags.Permanent);
        numbers.Add("RT_SCOPE_UNIVERSE", (byte)AddressScope.Global);
        numbers.Add("RT_SCOPE_LINK", (byte)AddressScope.Link);
        numbers.Add("RT_SCOPE_HOST", (byte)AddressScope.Host);
    }

    private static void AddRoutes(HeaderNumbers numbers)
    {
        numbers.AddStructure<RouteMessage>(
            "rtmsg",
            "rtm_family", "rtm_dst_len", "rtm_src_len", "rtm_tos",
            "rtm_table", "rtm_protocol", "rtm_scope", "rtm_type", "rtm_flags");
        numbers.AddStructure<NextHopHeader>("rtnexthop", "rtnh_len", "rtnh_flags", "rtnh_hops", "rtnh_ifindex");
        numbers.Add("RTA_DST", RouteAttribute.Destination);
        numbers.Add("RTA_OIF", RouteAttribute.OutputLink);
        numbers.Add("RTA_GATEWAY", RouteAttribute.Gateway);
        numbers.Add("RTA_PRIORITY", RouteAttribute.Priority);
        numbers.Add("RTA_PREFSRC", RouteAttribute.PreferredSource);
        numbers.Add("RTA_MULTIPATH", RouteAttribute.Multipath);
        numbers.Add("RTA_TABLE", RouteAttribute.Table);
        numbers.Add("RTA_VIA", RouteAttribute.Via);
        numbers.Add("offsetof(struct rtvia, rtvia_addr)", sizeof(ushort));
        numbers.Add("RTNH_F_ONLINK", RouteAttribute.OnLinkFlag);
        numbers.Add("RT_TABLE_MAIN", Route.MainTable);
        numbers.Add("RT_TABLE_LOCAL", Route.LocalTable);
        numbers.AddEnum<RouteScope>("RT_SCOPE_");
        numbers.AddEnum<RouteType>("RTN_", new() { [nameof(RouteType.Unspecified)] = "UNSPEC" });
        numbers.AddEnum<RouteProtocol>("RTPROT_", new()
        {
            [nameof(RouteProtocol.Unspecified)] = "UNSPEC",
            [nameof(RouteProtocol.RouterAdvertisement)] = "RA",
        });
    }

    private static void AddRules(HeaderNumbers numbers)
    {
        numbers.AddStructure<RuleMessage>(
            "fib_rule_hdr", "family", "dst_len", "src_len", "tos", "table", "res1", "res2", "action", "flags");
        numbers.Add("FRA_SRC", RuleAttribute.Source);
        numbers.Add("FRA_PRIORITY", RuleAttribute.Priority);
        numbers.Add("FRA_SUPPRESS_PREFIXLEN", RuleAttribute.SuppressPrefixLength);
        numbers.Add("FRA_TABLE", RuleAttribute.Table);
        numbers.Add("FRA_PROTOCOL", RuleAttribute.Protocol);
        numbers.Add("FR_ACT_TO_TBL", RuleAttribute.ToTable);
    }

    private static void AddNeighboursAndSockets(HeaderNumbers numbers)
    {
        numbers.AddStructure<NeighbourMessage>(
            "ndmsg", "ndm_family", "ndm_pad1", "ndm_pad2", "ndm_ifindex", "ndm_state", "ndm_flags", "ndm_type");
        numbers.Add("NDA_DST", NeighbourAttribute.Destination);
        numbers.Add("NDA_LLADDR", NeighbourAttribute.HardwareAddress);
        numbers.Add("NDA_IFINDEX", NeighbourAttribute.LinkIndex);
        numbers.Add("NTF_PROXY", NeighbourAttribute.ProxyFlag);
        numbers.Add("NTF_ROUTER", NeighbourAttribute.RouterFlag);
        numbers.AddEnum<NeighbourState>("NUD_", new() { [nameof(NeighbourState.NoArp)] = "NOARP" });
        numbers.AddStructure<SocketAddress>("sockaddr_nl", "nl_family", "nl_pad", "nl_pid", "nl_groups");
        numbers.AddStructure<TimeValue>("timeval", "tv_sec", "tv_usec");
        numbers.Add("NETLINK_ROUTE", SocketOption.Route);
        numbers.Add("NETLINK_ADD_MEMBERSHIP", SocketOption.AddMembership);
        numbers.Add("NETLINK_LISTEN_ALL_NSID", SocketOption.ListenAllNamespaces);
        numbers.Add("sizeof(struct msghdr)", Unsafe.SizeOf<MessageParts>());
        numbers.Add(
            "offsetof(struct msghdr, msg_control)", Marshal.OffsetOf<MessageParts>(nameof(MessageParts.Control)));
        numbers.Add(
            "offsetof(struct msghdr, msg_controllen)",
            Marshal.OffsetOf<MessageParts>(nameof(MessageParts.ControlLength)));
        numbers.Add("CMSG_LEN(sizeof(int))", ControlMessage.UsedSize);
        numbers.Add("CMSG_SPACE(sizeof(int))", Unsafe.SizeOf<ControlMessage>());
        numbers.Add(
            "offsetof(struct cmsghdr, cmsg_type)", Marshal.OffsetOf<ControlMessage>(nameof(ControlMessage.Type)));
        numbers.Add("NETLINK_CAP_ACK", SocketOption.CapAcknowledgement);
        numbers.Add("NETLINK_EXT_ACK", SocketOption.ExtendedAcknowledgement);
        numbers.Add("NETLINK_GET_STRICT_CHK", SocketOption.StrictCheck);
        numbers.Add("RTNLGRP_LINK", SocketOption.LinkGroup);
        numbers.Add("RTNLGRP_IPV4_IFADDR", SocketOption.Ipv4AddressGroup);
        numbers.Add("RTNLGRP_IPV4_ROUTE", SocketOption.Ipv4RouteGroup);
        numbers.Add("RTNLGRP_IPV6_IFADDR", SocketOption.Ipv6AddressGroup);
        numbers.Add("RTNLGRP_IPV6_ROUTE", SocketOption.Ipv6RouteGroup);
        numbers.Add("LOCK_EX", NativeMethods.LockExclusive);
        numbers.Add("NS_GET_NSTYPE", SystemCalls.GetNamespaceType);
        numbers.Add("CLONE_NEWNET", SystemCalls.NewNetwork);
        numbers.Add("MS_SHARED | MS_REC", SystemCalls.MountSharedRecursive);
        numbers.Add("MS_BIND | MS_REC", SystemCalls.MountBindRecursive);
        numbers.Add("MS_BIND", SystemCalls.MountBind);
    }
}
