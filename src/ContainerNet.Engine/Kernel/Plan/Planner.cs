namespace ContainerNet.Engine.Kernel.Plan;

/// <summary>From one state of a container's interfaces to another: the ordered steps. Pure.</summary>
internal static class Planner
{
    /// <summary>What a host veth's alias begins with; the rest is CONTAINER/INTERFACE.</summary>
    public const string AliasPrefix = "containernet ";

    /// <summary>
    /// What a host veth of a routed interface is set to: it takes no packet whose source is not routed back to it
    /// (RFC 3704), and it forwards.
    /// </summary>
    public static IReadOnlyList<(string Key, int Value)> RoutedHostIPv4 { get; } = [("rp_filter", 1), ("forwarding", 1)];

    /// <summary>Makes an interface from nothing and configures its host end.</summary>
    /// <param name="container">The container's name.</param>
    /// <param name="state">The interface.</param>
    public static IEnumerable<KernelOp> Create(string container, InterfaceState state)
    {
        // The request that makes the pair also sets alias, master and IPv4 settings, and brings the host end up.
        yield return new CreateVeth(state, Alias(container, state));
        if (state.Bridge is null)
        {
            yield return NoRouterAdvertisements(Side.Host, state.Host.Name);
            foreach (KernelOp op in Configure(state)) yield return op;
        }

        foreach (KernelOp op in RatePlan.Create(state, Alias(container, state))) yield return op;
    }

    /// <summary>Configures a host veth that somebody else has made, and that has nothing yet.</summary>
    /// <param name="container">The container's name.</param>
    /// <param name="state">The interface.</param>
    public static IEnumerable<KernelOp> HostEnd(string container, InterfaceState state)
    {
        string link = state.Host.Name;
        yield return new SetAlias(link, Alias(container, state));
        if (state.Bridge is not null)
        {
            yield return new SetMaster(link, state.Bridge);
            yield return new SetUp(Side.Host, link);
        }
        else
        {
            yield return NoRouterAdvertisements(Side.Host, link);
            foreach ((string key, int value) in RoutedHostIPv4)
            {
                yield return new SetSysctl(Side.Host, link, IPVersion.IPv4, key, value);
            }

            yield return new SetUp(Side.Host, link);
            foreach (KernelOp op in Configure(state)) yield return op;
        }

        foreach (KernelOp op in RatePlan.Create(state, Alias(container, state))) yield return op;
    }

    /// <summary>Configures the container's end, which is there and has nothing yet.</summary>
    /// <param name="state">The interface.</param>
    public static IEnumerable<KernelOp> ContainerEnd(InterfaceState state)
    {
        string link = state.Container.Name;
        if (!state.Dhcp) yield return NoRouterAdvertisements(Side.Container, link);

        // Without it the kernel deletes all addresses of a network with its first one.
        yield return new SetSysctl(Side.Container, link, IPVersion.IPv4, "promote_secondaries", 1);
        yield return new SetUp(Side.Container, link);
        foreach (KernelOp op in LinkDiff.Between(Side.Container, Empty(link), state.Container)) yield return op;
    }

    /// <summary>The steps between two states of a running container with the same interfaces.</summary>
    /// <param name="container">The container's name.</param>
    /// <param name="from">The state that is.</param>
    /// <param name="to">The state that shall be.</param>
    public static IReadOnlyList<KernelOp> Change(
        string container, IReadOnlyList<InterfaceState> from, IReadOnlyList<InterfaceState> to)
    {
        var host = new List<KernelOp>();
        var inside = new List<KernelOp>();
        Dictionary<string, InterfaceState> former = from.ToDictionary(i => i.Host.Name, StringComparer.Ordinal);
        foreach (InterfaceState state in to)
        {
            if (!former.TryGetValue(state.Host.Name, out InterfaceState? before)) continue;
            host.AddRange(LinkDiff.Between(Side.Host, before.Host, state.Host));
            host.AddRange(RatePlan.Change(before, state, Alias(container, state)));
            inside.AddRange(LinkDiff.Between(Side.Container, before.Container, state.Container));
        }

        // The container's end first: when a route leads to it, its address is there.
        return [.. inside, .. host];
    }

    public static string Alias(string container, InterfaceState state) =>
        $"{AliasPrefix}{container}/{state.Container.Name}";

    private static IEnumerable<KernelOp> Configure(InterfaceState state)
    {
        foreach (IPVersion version in state.Host.Addresses.Select(a => a.GetVersion()).Distinct())
        {
            yield return new EnableForwarding(state.Host.Name, version);
        }

        foreach (KernelOp op in LinkDiff.Between(Side.Host, Empty(state.Host.Name), state.Host)) yield return op;
    }

    // Otherwise the kernel takes a router's word for a second default route, or an address nobody asked for.
    private static SetSysctl NoRouterAdvertisements(Side side, string link) =>
        new(side, link, IPVersion.IPv6, "accept_ra", 0);

    private static LinkState Empty(string name) => new() { Name = name };
}
