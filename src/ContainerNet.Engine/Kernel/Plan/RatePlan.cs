namespace ContainerNet.Engine.Kernel.Plan;

/// <summary>From one pair of limits to another: the ordered steps. Pure.</summary>
/// <remarks>
/// What the container receives is what its host veth sends. What it sends comes in at the host veth, and is sent on
/// through an ifb, whose rate is then the limit.
/// </remarks>
internal static class RatePlan
{
    /// <summary>Limits of an interface that has none yet.</summary>
    /// <param name="state">The interface.</param>
    public static IEnumerable<KernelOp> Create(InterfaceState state)
    {
        if (state.MaxRx != BitRate.Unlimited) yield return Receiving(state);
        if (state.MaxTx == BitRate.Unlimited) yield break;
        foreach (KernelOp op in LimitSending(state)) yield return op;
    }

    /// <summary>Limits that change while the container runs.</summary>
    /// <param name="from">The interface as it is.</param>
    /// <param name="to">The interface as it should be.</param>
    public static IEnumerable<KernelOp> Change(InterfaceState from, InterfaceState to)
    {
        if (from.MaxRx != to.MaxRx)
        {
            yield return to.MaxRx == BitRate.Unlimited ? new ClearRate(to.Host.Name) : Receiving(to);
        }

        if (from.MaxTx == to.MaxTx) yield break;
        if (to.MaxTx == BitRate.Unlimited)
        {
            foreach (KernelOp op in FreeSending(to)) yield return op;
        }
        else if (from.MaxTx != BitRate.Unlimited)
        {
            yield return Sending(to);
        }
        else
        {
            foreach (KernelOp op in LimitSending(to)) yield return op;
        }
    }

    /// <summary>Makes all that a limit of what the container sends needs; what is there already stays.</summary>
    public static IEnumerable<KernelOp> LimitSending(InterfaceState state)
    {
        yield return new CreateIfb(state.Ifb);
        yield return new SetAlias(state.Ifb, state.Alias);
        yield return Sending(state);
        yield return new SetUp(Side.Host, state.Ifb);
        yield return new AddIngress(state.Host.Name);
        yield return new Redirect(state.Host.Name, state.Ifb);
    }

    /// <summary>Removes it; the filter first, as packets redirected to nowhere are lost.</summary>
    public static IEnumerable<KernelOp> FreeSending(InterfaceState state)
    {
        yield return new RemoveRedirect(state.Host.Name);
        yield return new RemoveIngress(state.Host.Name);
        yield return new DeleteLink(Side.Host, state.Ifb);
    }

    /// <summary>The limit of what the container sends, on an ifb that is there.</summary>
    public static SetRate Sending(InterfaceState state) => new(state.Ifb, state.MaxTx, Mtu(state), Upload: true);

    /// <summary>The limit of what the container receives.</summary>
    public static SetRate Receiving(InterfaceState state) =>
        new(state.Host.Name, state.MaxRx, Mtu(state), Upload: false);

    private static int Mtu(InterfaceState state) => state.Mtu ?? MtuRules.Default;
}
