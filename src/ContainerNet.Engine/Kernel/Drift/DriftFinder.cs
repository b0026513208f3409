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
            AddHostEnd(found, container.Name, state, kernel);
            if (kernel.Container is not null)
            {
                AddContainerEnd(found, container.Name, state, kernel.Container, configuresItself);
            }
        }

        return found;
    }

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
        foreach (KernelOp op in LinkDiff.Between(Side.Host, actual.State, state.Host))
        {
            found.Add(Difference.Of(container, name, op, actual.State));
        }

        found.AddRange(RateDrift.Find(container, state, kernel.Host));
    }

    private static void AddContainerEnd(
        List<Difference> found, string container, InterfaceState state, NetworkView inside, bool configuresItself)
    {
        string name = state.Container.Name;
        if (ActualLink.Read(inside, Side.Container, state.Container) is not { } actual)
        {
            found.Add(Difference.MissingLink(container, name, Side.Container, name));
            return;
        }

        AddSettings(found, container, name, Side.Container, state.Container, actual, configuresItself);
        foreach (KernelOp op in LinkDiff.Between(Side.Container, actual.State, state.Container))
        {
            // Beside a DHCP client, the desired state is only a part of what is there.
            if (state.Dhcp && op is (RemoveAddress or RemoveRouteStep)) continue;
            found.Add(Difference.Of(container, name, op, actual.State));
        }
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
