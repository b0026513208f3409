using ContainerNet.Netlink.Protocol;

namespace ContainerNet.Netlink.Tests.Wire;

/// <summary>The numbers of traffic control.</summary>
internal static class TrafficNumbers
{
    public static void AddTo(HeaderNumbers numbers)
    {
        numbers.AddStructure<TrafficMessage>(
            "tcmsg", "tcm_family", "tcm__pad1", "tcm__pad2", "tcm_ifindex", "tcm_handle", "tcm_parent", "tcm_info");
        numbers.AddStructure<RateSpecification>(
            "tc_ratespec", "cell_log", "linklayer", "overhead", "cell_align", "mpu", "rate");
        numbers.AddStructure<BucketParameters>("tc_tbf_qopt", "rate", "peakrate", "limit", "buffer", "mtu");
        numbers.AddStructure<MirredParameters>(
            "tc_mirred", "index", "capab", "action", "refcnt", "bindcnt", "eaction", "ifindex");
        numbers.Add("sizeof(struct tc_u32_sel) + sizeof(struct tc_u32_key)", System.Runtime.CompilerServices.Unsafe
            .SizeOf<U32Selector>());
        numbers.Add("offsetof(struct tc_u32_sel, nkeys)", 2);
        numbers.Add("offsetof(struct tc_u32_sel, hmask)", 12);
        AddTrafficMessages(numbers);
        AddTrafficAttributes(numbers);
    }

    private static void AddTrafficMessages(HeaderNumbers numbers)
    {
        numbers.Add("RTM_NEWQDISC", MessageType.NewQdisc);
        numbers.Add("RTM_DELQDISC", MessageType.DeleteQdisc);
        numbers.Add("RTM_GETQDISC", MessageType.GetQdisc);
        numbers.Add("RTM_NEWTFILTER", MessageType.NewFilter);
        numbers.Add("RTM_DELTFILTER", MessageType.DeleteFilter);
        numbers.Add("RTM_GETTFILTER", MessageType.GetFilter);
        numbers.Add("TC_H_ROOT", TrafficAttribute.Root);
        numbers.Add("TC_H_INGRESS", TrafficAttribute.Ingress);
        numbers.Add("TC_H_MAKE(TC_H_INGRESS, 0)", TrafficAttribute.IngressHandle);
        numbers.Add("TC_H_MAKE(TC_H_CLSACT, TC_H_MIN_INGRESS)", TrafficAttribute.IngressFilters);
        numbers.Add("htons(ETH_P_ALL)", TrafficAttribute.AllProtocols);
        numbers.Add("TC_U32_TERMINAL", TrafficAttribute.U32Terminal);
        numbers.Add("TCA_EGRESS_REDIR", TrafficAttribute.EgressRedirect);
        numbers.Add("TC_ACT_STOLEN", TrafficAttribute.Stolen);
        numbers.Add("TC_LINKLAYER_ETHERNET", TrafficAttribute.Ethernet);
        numbers.Add("CAKE_DIFFSERV_BESTEFFORT", TrafficAttribute.CakeBestEffort);
    }

    private static void AddTrafficAttributes(HeaderNumbers numbers)
    {
        numbers.Add("IFLA_QDISC", LinkAttribute.Qdisc);
        numbers.Add("TCA_KIND", TrafficAttribute.Kind);
        numbers.Add("TCA_OPTIONS", TrafficAttribute.Options);
        numbers.Add("TCA_TBF_PARMS", TrafficAttribute.BucketParameters);
        numbers.Add("TCA_TBF_RATE64", TrafficAttribute.BucketRate64);
        numbers.Add("TCA_TBF_BURST", TrafficAttribute.BucketBurst);
        numbers.Add("TCA_CAKE_BASE_RATE64", TrafficAttribute.CakeRate64);
        numbers.Add("TCA_CAKE_DIFFSERV_MODE", TrafficAttribute.CakeDiffServ);
        numbers.Add("TCA_U32_SEL", TrafficAttribute.U32Selector);
        numbers.Add("TCA_U32_ACT", TrafficAttribute.U32Actions);
        numbers.Add("TCA_MATCHALL_ACT", TrafficAttribute.MatchAllActions);
        numbers.Add("TCA_ACT_KIND", TrafficAttribute.ActionKind);
        numbers.Add("TCA_ACT_OPTIONS", TrafficAttribute.ActionOptions);
        numbers.Add("TCA_MIRRED_PARMS", TrafficAttribute.MirredParameters);
    }
}
