using ContainerNet.Engine.Kernel.Drift;
using ContainerNet.Engine.Kernel.State;
using ContainerNet.Netlink;

namespace ContainerNet.Engine.Kernel.Plan;

/// <summary>Compares the limits of an interface with the kernel's.</summary>
/// <remarks>A discipline at the root that limits no rate is another tool's, and not a difference.</remarks>
internal static class RateDrift
{
    public static IEnumerable<Difference> Find(string container, InterfaceState state, NetworkView host)
    {
        if (host.GetLink(state.Host.Name) is not { } veth) yield break;
        string name = state.Container.Name;
        ulong? receiving = RateOf(veth, host);
        if (!Equals(receiving, state.MaxRx))
        {
            KernelOp op = state.MaxRx == BitRate.Unlimited
                ? new ClearRate(state.Host.Name)
                : RatePlan.Receiving(state);
            yield return Difference.Of(container, name, "MaxRx", state.MaxRx, Text(receiving), [op]);
        }

        if (Sending(container, state, veth, host) is var (actual, steps))
        {
            yield return Difference.Of(container, name, "MaxTx", state.MaxTx, actual, steps);
        }
    }

    private static (string Actual, IReadOnlyList<KernelOp> Steps)? Sending(
        string container, InterfaceState state, Link veth, NetworkView host)
    {
        Link? ifb = host.GetLink(state.Ifb);
        bool wanted = state.MaxTx != BitRate.Unlimited;
        if (ifb is null && !wanted) return null;
        ulong? rate = ifb is null ? null : RateOf(ifb, host);
        if (!wanted) return (Text(rate), [.. RatePlan.FreeSending(state)]);
        bool redirected = ifb is { IsUp: true } && host.GetIngressRedirects(veth.Index).Contains(ifb.Index);
        if (redirected) return Equals(rate, state.MaxTx) ? null : (Text(rate), [RatePlan.Sending(state)]);
        KernelOp[] steps =
        [
            new RemoveRedirect(state.Host.Name),
            .. RatePlan.LimitSending(state),
        ];
        return (Text(null), steps);
    }

    private static ulong? RateOf(Link link, NetworkView host) =>
        link.Qdisc is "cake" or "tbf" ? host.GetRootQdisc(link.Index)?.BytesPerSecond : null;

    private static bool Equals(ulong? bytesPerSecond, BitRate wanted) =>
        bytesPerSecond is { } bytes
            ? wanted != BitRate.Unlimited && bytes == TokenBucket.BytesOf(wanted)
            : wanted == BitRate.Unlimited;

    private static string Text(ulong? bytesPerSecond) => new BitRate((bytesPerSecond ?? 0) * 8).ToString();
}
