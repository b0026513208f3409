using ContainerNet.Engine.Kernel.Plan;
using ContainerNet.Engine.Kernel.State;
using ContainerNet.Engine.Model;

namespace ContainerNet.Engine.Kernel.Drift;

/// <summary>
/// Compares a running container's interfaces with the kernel: each entry of the list of settings of an end, and the
/// steps from the addresses and routes that are to those that shall be, each told as a difference. The same
/// <see cref="LinkDiff"/> that a change uses.
/// </summary>
internal static class DriftFinder
{
    /// <summary>The differences, in the order of the interfaces.</summary>
    /// <param name="container">The container.</param>
    /// <param name="wanted">Its interfaces.</param>
    /// <param name="kernel">The host and, where it can be entered, the container.</param>
    /// <param name="configuresItself">Whether an init inside does what files can say.</param>
    public static IReadOnlyList<Difference> Find(
        ContainerConfig container, IReadOnlyList<InterfaceState> wanted, KernelView kernel, bool configuresItself)
    {
        var found = new List<Difference>(DeafUplinks(container.Name, wanted, kernel.Host));
        HashSet<string> ours = [.. wanted.Select(s => s.Container.Name)];
        foreach (InterfaceState state in wanted)
        {
            AddHostEnd(found, container.Name, state, kernel);
            if (kernel.Container is not null)
            {
                AddContainerEnd(found, container.Name, state, kernel.Container, configuresItself, ours);
            }
        }

        return found;
    }

    // The host forwards for its sake.
    private static IEnumerable<Difference> DeafUplinks(
        string container, IReadOnlyList<InterfaceState> wanted, NetworkView host) =>
        wanted.FirstOrDefault(s => s.Host.Settings.Contains(new ForwardingSetting(IPVersion.IPv6))) is { } first
            ? host.DeafUplinks.Select(link => Difference.OfUplink(container, first.Container.Name, link))
            : [];

    private static void AddHostEnd(
        List<Difference> found, string container, InterfaceState state, KernelView kernel)
    {
        string name = state.Container.Name;
        if (ActualLink.Read(kernel.Host, Side.Host, state.Host) is not { } actual)
        {
            found.Add(Difference.MissingLink(container, name, Side.Host, state.Host.Name));
            return;
        }

        AddSettings(found, container, name, Side.Host, state.Host, actual, configuresItself: false);
        foreach (KernelOp op in Steps(Side.Host, actual.State, state.Host))
        {
            found.Add(Difference.Of(container, name, op, actual.State));
        }

        found.AddRange(RateDrift.Find(container, state, kernel.Host));
    }

    private static void AddContainerEnd(
        List<Difference> found, string container, InterfaceState state, NetworkView inside, bool configuresItself,
        HashSet<string> ours)
    {
        string name = state.Container.Name;
        if (ActualLink.Read(inside, Side.Container, state.Container) is not { } actual)
        {
            found.Add(Difference.MissingLink(container, name, Side.Container, name));
            return;
        }

        AddSettings(found, container, name, Side.Container, state.Container, actual, configuresItself);
        foreach (KernelOp op in Steps(Side.Container, actual.State, state.Container))
        {
            // Beside a DHCP client, the desired state is only a part of what is there.
            if (state.Dhcp && op is (RemoveAddress or RemoveRouteStep)) continue;
            found.Add(ForeignDefault(op, inside, ours) is { } route
                ? Difference.OfForeignDefault(container, name, op, RouteText.Of(route.Link, route.Route))
                : Difference.Of(container, name, op, actual.State));
        }
    }

    // With a route's source its address may come again, although it is there: no difference.
    private static IEnumerable<KernelOp> Steps(Side side, LinkState actual, LinkState wanted) =>
        LinkDiff.Between(side, actual, wanted)
            .Where(op => op is not AddAddress add || !actual.Addresses.Contains(add.Address));

    // Of somebody else's, which the step would replace.
    private static (string Link, LinkRoute Route)? ForeignDefault(
        KernelOp op, NetworkView inside, HashSet<string> ours)
    {
        if (op is not ReplaceRoute { Route: { IsDefault: true } route }) return null;
        return inside.FindDefault(route.Version, route.Metric, ours) is { } found
            ? (inside.GetLink(found.LinkIndex)?.Name ?? "another link", ActualLink.Of(found))
            : null;
    }

    private static void AddSettings(
        List<Difference> found, string container, string name, Side side, LinkState wanted, ActualLink actual,
        bool configuresItself)
    {
        foreach (LinkSetting setting in wanted.Settings)
        {
            if (configuresItself && !setting.IsOfLink) continue;
            if (setting.ReadFrom(actual) is not { } text || setting.Accepts(text)) continue;
            found.Add(Difference.Of(container, name, side, wanted.Name, setting, text));
        }
    }
}
