namespace ContainerNet.Engine.Kernel.Plan;

/// <summary>A step of traffic control, on the host.</summary>
internal abstract record TrafficOp(string Link) : KernelOp(Side.Host, Link)
{
    /// <summary>What tc(8) would be told; a later one when the kernel lacks what those before it need.</summary>
    public abstract IReadOnlyList<string> Alternatives { get; }
}

/// <summary>Limit what a link sends: by cake, or by tbf where the kernel has no cake.</summary>
/// <param name="Link">The host veth, or an ifb.</param>
/// <param name="Rate">The limit.</param>
/// <param name="Mtu">Of the interface, in bytes.</param>
/// <param name="Upload">
/// What the container sends: its packets' own word on how important they are (DSCP) counts nothing.
/// </param>
internal sealed record SetRate(string Link, BitRate Rate, int Mtu, bool Upload) : TrafficOp(Link)
{
    public override string Description => $"limit what link {Place} sends to {Rate}";

    public override IReadOnlyList<string> Alternatives
    {
        get
        {
            var bucket = TokenBucket.Of(Rate, Mtu);
            string rate = Rate.ToString();
            return
            [
                $"qdisc replace dev {Link} root cake bandwidth {rate}{(Upload ? " besteffort" : "")}",
                $"qdisc replace dev {Link} root tbf rate {rate} burst {bucket.Burst}b limit {bucket.Limit}b",
            ];
        }
    }
}

/// <summary>No longer limit what a link sends.</summary>
internal sealed record ClearRate(string Link) : TrafficOp(Link)
{
    public override string Description => $"no longer limit what link {Place} sends";

    public override IReadOnlyList<string> Alternatives => [$"qdisc del dev {Link} root"];
}

/// <summary>
/// Make an ifb: what the container sends goes through it, as a link can only limit what it sends itself.
/// </summary>
internal sealed record CreateIfb(string Link) : IpOp(Side.Host, Link)
{
    public override string Description => $"create ifb {Place}";

    public override string ToIp() => $"link add {Link} type ifb";
}

/// <summary>Let filters see what comes in at a host veth.</summary>
internal sealed record AddIngress(string Link) : TrafficOp(Link)
{
    public override string Description => $"add the ingress discipline to link {Place}";

    public override IReadOnlyList<string> Alternatives => [$"qdisc add dev {Link} ingress"];
}

/// <summary>No longer let them, unless another tool uses it.</summary>
internal sealed record RemoveIngress(string Link) : TrafficOp(Link)
{
    public override string Description => $"delete the ingress discipline of link {Place}";

    public override IReadOnlyList<string> Alternatives => [$"qdisc del dev {Link} ingress"];
}

/// <summary>Send what comes in at a host veth through an ifb.</summary>
/// <param name="Link">The host veth.</param>
/// <param name="Ifb">The ifb.</param>
internal sealed record Redirect(string Link, string Ifb) : TrafficOp(Link)
{
    /// <summary>
    /// The preference that the kernel gives to a first filter (tcf_auto_prio, net/sched/cls_api.c): somebody else's are
    /// asked before it, if they are given a lower one.
    /// </summary>
    public const ushort Preference = 0xc000;

    public override string Description => $"redirect what comes in at link {Place} to {Ifb}";

    public override IReadOnlyList<string> Alternatives =>
    [
        $"filter add dev {Link} ingress pref {Preference} protocol all matchall"
            + $" action mirred egress redirect dev {Ifb}",
        $"filter add dev {Link} ingress pref {Preference} protocol all u32 match u32 0 0"
            + $" action mirred egress redirect dev {Ifb}",
    ];
}

/// <summary>No longer send them through it.</summary>
internal sealed record RemoveRedirect(string Link) : TrafficOp(Link)
{
    public override string Description => $"no longer redirect what comes in at link {Place}";

    public override IReadOnlyList<string> Alternatives =>
        [$"filter del dev {Link} ingress pref {Redirect.Preference} protocol all"];
}
