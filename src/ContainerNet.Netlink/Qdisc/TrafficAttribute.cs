namespace ContainerNet.Netlink;

/// <summary>
/// Attributes and numbers of traffic control: TCA_* and TC_* of linux/rtnetlink.h, linux/pkt_sched.h, linux/pkt_cls.h
/// and linux/tc_act/tc_mirred.h.
/// </summary>
internal static class TrafficAttribute
{
    public const ushort Kind = 1;
    public const ushort Options = 2;

    /// <summary>Where a discipline is attached (TC_H_ROOT, TC_H_INGRESS), and the handle of ingress.</summary>
    public const uint Root = 0xffffffff;
    public const uint Ingress = 0xfffffff1;
    public const uint IngressHandle = 0xffff0000;

    /// <summary>
    /// TC_H_MAKE(TC_H_CLSACT, TC_H_MIN_INGRESS): the parent of filters on what comes in, for ingress as for clsact.
    /// </summary>
    public const uint IngressFilters = 0xfffffff2;

    /// <summary>ETH_P_ALL of linux/if_ether.h in network order.</summary>
    public const ushort AllProtocols = 0x0300;

    /// <summary>Of "tbf", in <see cref="Options"/>. Rates are in bytes per second.</summary>
    public const ushort BucketParameters = 1;
    public const ushort BucketRate64 = 4;
    public const ushort BucketBurst = 6;

    /// <summary>Of "cake", in <see cref="Options"/>.</summary>
    public const ushort CakeRate64 = 2;
    public const ushort CakeDiffServ = 3;
    public const uint CakeBestEffort = 3;

    /// <summary>Of the classifiers "u32" and "matchall", in <see cref="Options"/>.</summary>
    public const ushort U32Selector = 5;
    public const ushort U32Actions = 7;
    public const byte U32Terminal = 1;
    public const ushort MatchAllActions = 2;

    /// <summary>Of an action; actions are numbered from 1.</summary>
    public const ushort FirstAction = 1;
    public const ushort ActionKind = 1;
    public const ushort ActionOptions = 2;

    /// <summary>Of the action "mirred", in <see cref="ActionOptions"/>.</summary>
    public const ushort MirredParameters = 2;
    public const int EgressRedirect = 1;

    /// <summary>TC_ACT_STOLEN: the packet goes on elsewhere.</summary>
    public const int Stolen = 4;

    /// <summary>TC_LINKLAYER_ETHERNET: the kernel then reckons by the rate, and needs no table of times.</summary>
    public const byte Ethernet = 1;
}
