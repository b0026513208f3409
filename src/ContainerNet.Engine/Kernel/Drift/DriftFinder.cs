using ContainerNet.Engine.Kernel.Plan;
using ContainerNet.Engine.Kernel.State;
using ContainerNet.Engine.Model;

namespace ContainerNet.Engine.Kernel.Drift;

/// <summary>
/// Compares a running container's interfaces with the kernel: each entry of the list of settings of an end, and the
/// steps
/// from the addresses and routes that are to those that shall be, each told as a difference. The same
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
        var found = new List<Difference>();
        foreach (InterfaceState state in wanted)
        {
            found.AddRange(HostEnd(container.Name, state, kernel));
            if (kernel.Container is not null)
            {
                found.AddRange(ContainerEnd(container.Name, state, kernel, configuresItself));
            }
        }

        return found;
    }

    private static IEnumerable<Difference> HostEnd(string container, InterfaceState state, KernelView kernel)
    {
        string name = state.Container.Name;
        if (ActualLink.Read(kernel.Host, Side.Host, state.Host) is not { } actual)
        {
            return [Difference.MissingLink(container, name, Side.Host, state.Host.Name)];
        }

        IEnumerable<Difference> settings = Settings(container, name, Side.Host, state.Host, actual, _ => true);
        IEnumerable<Difference> rest = LinkDiff.Between(Side.Host, actual.State, state.Host)
            .Select(op => Difference.Of(container, name, op, actual.State));
        return settings.Concat(rest).Concat(RateDrift.Find(container, state, kernel.Host));
    }

    private static IEnumerable<Difference> ContainerEnd(
        string container, InterfaceState state, KernelView kernel, bool configuresItself)
    {
        string name = state.Container.Name;
        if (ActualLink.Read(kernel.Container!, Side.Container, state.Container) is not { } actual)
        {
            return [Difference.MissingLink(container, name, Side.Container, name)];
        }

        // Beside a DHCP client, the desired state is only a part of what is there.
        IEnumerable<Difference> settings = Settings(
            container, name, Side.Container, state.Container, actual, s => s.IsOfLink || !configuresItself);
        IEnumerable<Difference> rest = LinkDiff.Between(Side.Container, actual.State, state.Container)
            .Where(op => !state.Dhcp || op is not (RemoveAddress or RemoveRouteStep))
            .Select(op => Difference.Of(container, name, op, actual.State));
        return settings.Concat(rest);
    }

    private static IEnumerable<Difference> Settings(
        string container, string name, Side side, LinkState wanted, ActualLink actual, Func<LinkSetting, bool> isOurs)
    {
        foreach (LinkSetting setting in wanted.Settings.Where(isOurs))
        {
            if (setting.ReadFrom(actual) is not { } found || setting.Accepts(found)) continue;
            yield return Difference.Of(container, name, side, wanted.Name, setting, found);
        }
    }
}
