namespace ContainerNet.Engine.Kernel.Plan;

/// <summary>From one state of a container's interfaces to another: the ordered steps. Pure.</summary>
internal static class Planner
{
    /// <summary>Makes an interface from nothing and configures its host end.</summary>
    public static IEnumerable<KernelOp> Create(InterfaceState state)
    {
        yield return new CreateVeth(state);
        foreach (KernelOp op in Steps(state.Host, Side.Host, s => !s.ComesWithPair(Side.Host))) yield return op;
        foreach (KernelOp op in AddressesAndRoutes(state.Host, Side.Host)) yield return op;
        foreach (KernelOp op in RatePlan.Create(state)) yield return op;
    }

    /// <summary>Configures a host veth that somebody else has made, and that has nothing yet.</summary>
    public static IEnumerable<KernelOp> HostEnd(InterfaceState state)
    {
        foreach (KernelOp op in Steps(state.Host, Side.Host, _ => true)) yield return op;
        foreach (KernelOp op in AddressesAndRoutes(state.Host, Side.Host)) yield return op;
        foreach (KernelOp op in RatePlan.Create(state)) yield return op;
    }

    /// <summary>Configures the container's end of a pair that <see cref="Create"/> has made.</summary>
    public static IEnumerable<KernelOp> ContainerEnd(InterfaceState state) =>
        Steps(state.Container, Side.Container, s => !s.ComesWithPair(Side.Container))
            .Concat(AddressesAndRoutes(state.Container, Side.Container));

    /// <summary>Configures the container's end of a pair that somebody else has made, and that has nothing
    /// yet.</summary>
    /// <param name="state">The interface.</param>
    /// <param name="configuresItself">Whether an init inside does what files can say.</param>
    public static IEnumerable<KernelOp> ForeignContainerEnd(InterfaceState state, bool configuresItself) =>
        configuresItself
            ? Steps(state.Container, Side.Container, s => s is UpSetting || (s is MtuSetting && state.Mtu is not null))
            : Steps(state.Container, Side.Container, _ => true)
                .Concat(AddressesAndRoutes(state.Container, Side.Container));

    /// <summary>The steps between two states of a running container with the same interfaces.</summary>
    /// <param name="from">The current state.</param>
    /// <param name="to">The desired state.</param>
    public static IReadOnlyList<KernelOp> Change(IReadOnlyList<InterfaceState> from, IReadOnlyList<InterfaceState> to)
    {
        var host = new List<KernelOp>();
        var inside = new List<KernelOp>();
        var former = from.ToDictionary(i => i.Host.Name, StringComparer.Ordinal);
        foreach (InterfaceState state in to)
        {
            if (!former.TryGetValue(state.Host.Name, out InterfaceState? before)) continue;
            host.AddRange(Steps(state.Host, Side.Host, s => !before.Host.Settings.Contains(s)));
            host.AddRange(LinkDiff.Between(Side.Host, before.Host, state.Host));
            host.AddRange(RatePlan.Change(before, state));
            inside.AddRange(Steps(state.Container, Side.Container, s => !before.Container.Settings.Contains(s)));
            inside.AddRange(LinkDiff.Between(Side.Container, before.Container, state.Container));
        }

        // The container's end first: when a route leads to it, its address is there.
        return [.. inside, .. host];
    }

    private static IEnumerable<KernelOp> Steps(LinkState end, Side side, Func<LinkSetting, bool> which) =>
        end.Settings.Where(which).Select(s => s.Step(side, end.Name)).OfType<KernelOp>();

    private static IEnumerable<KernelOp> AddressesAndRoutes(LinkState end, Side side) =>
        LinkDiff.Between(side, new LinkState { Name = end.Name }, end);
}
