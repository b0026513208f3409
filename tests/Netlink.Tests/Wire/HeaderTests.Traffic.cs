using ContainerNet.Netlink.Wire;

namespace ContainerNet.Netlink.Tests.Wire;

/// <content>The numbers of traffic control.</content>
public sealed partial class HeaderTests
{
    private static void AddTraffic()
    {
        AddStructure<TrafficMessage>(
            "tcmsg", "tcm_family", "tcm__pad1", "tcm__pad2", "tcm_ifindex", "tcm_handle", "tcm_parent", "tcm_info");
        AddStructure<RateSpecification>(
            "tc_ratespec", "cell_log", "linklayer", "overhead", "cell_align", "mpu", "rate");
        AddStructure<BucketParameters>("tc_tbf_qopt", "rate", "peakrate", "limit", "buffer", "mtu");
        AddStructure<HtbParameters>("tc_htb_opt", "rate", "ceil", "buffer", "cbuffer", "quantum", "level", "prio");
        AddStructure<HtbInit>("tc_htb_glob", "version", "rate2quantum", "defcls", "debug", "direct_pkts");
        AddStructure<MirredParameters>(
            "tc_mirred", "index", "capab", "action", "refcnt", "bindcnt", "eaction", "ifindex");
        Add("sizeof(struct tc_u32_sel) + sizeof(struct tc_u32_key)", System.Runtime.CompilerServices.Unsafe
            .SizeOf<U32Selector>());
        Add("offsetof(struct tc_u32_sel, nkeys)", 2);
        Add("offsetof(struct tc_u32_sel, hmask)", 12);
        AddTrafficMessages();
        AddTrafficAttributes();
    }

    private static void AddTrafficMessages()
    {
        Add("RTM_NEWQDISC", MessageType.NewQdisc);
        Add("RTM_DELQDISC", MessageType.DeleteQdisc);
        Add("RTM_GETQDISC", MessageType.GetQdisc);
        Add("RTM_NEWTCLASS", MessageType.NewClass);
        Add("RTM_NEWTFILTER", MessageType.NewFilter);
        Add("RTM_DELTFILTER", MessageType.DeleteFilter);
        Add("RTM_GETTFILTER", MessageType.GetFilter);
        Add("TC_H_ROOT", TrafficAttribute.Root);
        Add("TC_H_INGRESS", TrafficAttribute.Ingress);
        Add("TC_H_MAKE(TC_H_INGRESS, 0)", TrafficAttribute.IngressHandle);
        Add("TC_H_MAKE(TC_H_CLSACT, TC_H_MIN_INGRESS)", TrafficAttribute.IngressFilters);
        Add("htons(ETH_P_ALL)", TrafficAttribute.AllProtocols);
        Add("TC_HTB_PROTOVER", TrafficAttribute.HtbVersion);
        Add("TC_U32_TERMINAL", TrafficAttribute.U32Terminal);
        Add("TCA_EGRESS_REDIR", TrafficAttribute.EgressRedirect);
        Add("TC_ACT_STOLEN", TrafficAttribute.Stolen);
        Add("TC_LINKLAYER_ETHERNET", TrafficAttribute.Ethernet);
        Add("CAKE_DIFFSERV_BESTEFFORT", TrafficAttribute.CakeBestEffort);
    }

    private static void AddTrafficAttributes()
    {
        Add("IFLA_QDISC", LinkAttribute.Qdisc);
        Add("TCA_KIND", TrafficAttribute.Kind);
        Add("TCA_OPTIONS", TrafficAttribute.Options);
        Add("TCA_TBF_PARMS", TrafficAttribute.BucketParameters);
        Add("TCA_TBF_RATE64", TrafficAttribute.BucketRate64);
        Add("TCA_TBF_BURST", TrafficAttribute.BucketBurst);
        Add("TCA_CAKE_BASE_RATE64", TrafficAttribute.CakeRate64);
        Add("TCA_CAKE_DIFFSERV_MODE", TrafficAttribute.CakeDiffServ);
        Add("TCA_HTB_PARMS", TrafficAttribute.HtbParameters);
        Add("TCA_HTB_INIT", TrafficAttribute.HtbInit);
        Add("TCA_HTB_RATE64", TrafficAttribute.HtbRate64);
        Add("TCA_HTB_CEIL64", TrafficAttribute.HtbCeil64);
        Add("TCA_U32_SEL", TrafficAttribute.U32Selector);
        Add("TCA_U32_ACT", TrafficAttribute.U32Actions);
        Add("TCA_MATCHALL_ACT", TrafficAttribute.MatchAllActions);
        Add("TCA_ACT_KIND", TrafficAttribute.ActionKind);
        Add("TCA_ACT_OPTIONS", TrafficAttribute.ActionOptions);
        Add("TCA_MIRRED_PARMS", TrafficAttribute.MirredParameters);
    }
}
