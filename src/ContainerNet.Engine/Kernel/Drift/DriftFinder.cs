using System.Net.Sockets;
using ContainerNet.Engine.Kernel.Apply;
using ContainerNet.Engine.Kernel.Plan;
using ContainerNet.Engine.Kernel.State;
using ContainerNet.Engine.Model;
using ContainerNet.Netlink;

namespace ContainerNet.Engine.Kernel.Drift;

/// <summary>
/// Compares a running container's interfaces with the kernel: the steps from what is to what shall be, each told as a
/// difference. The same <see cref="LinkDiff"/> that a change uses.
/// </summary>
internal static class DriftFinder
{
    public static IReadOnlyList<Difference> Find(
        ContainerConfig container, IReadOnlyList<InterfaceState> wanted, KernelSession session)
    {
        var found = new List<Difference>();
        foreach (InterfaceState state in wanted)
        {
            found.AddRange(HostEnd(container.Name, state, session));
            if (session.Container is not null) found.AddRange(ContainerEnd(container.Name, state, session));
        }

        return found;
    }

    private static IEnumerable<Difference> HostEnd(string container, InterfaceState state, KernelSession session)
    {
        string name = state.Container.Name;
        if (ActualLink.Read(session.Host, state.Host) is not { } actual)
        {
            yield return Difference.MissingLink(container, name, Side.Host, state.Host.Name);
            yield break;
        }

        foreach (KernelOp op in HostSettings(state, actual, session))
        {
            yield return Difference.Of(container, name, op, actual.State);
        }

        foreach (KernelOp op in LinkDiff.Between(Side.Host, actual.State, state.Host))
        {
            yield return Difference.Of(container, name, op, actual.State);
        }

        foreach (Difference difference in RateDrift.Find(container, state, session)) yield return difference;
    }

    private static IEnumerable<KernelOp> HostSettings(InterfaceState state, ActualLink actual, KernelSession session)
    {
        string link = state.Host.Name;
        if (!actual.IsUp) yield return new SetUp(Side.Host, link);
        if (state.Bridge is not null)
        {
            int? bridge = session.FindIndex(Side.Host, state.Bridge);
            if (bridge is not null && actual.MasterIndex != bridge) yield return new SetMaster(link, state.Bridge);
            yield break;
        }

        foreach ((string key, int value) in Planner.RoutedHostIPv4)
        {
            if (Differs(AddressFamily.InterNetwork, link, key, value))
            {
                yield return new SetSysctl(Side.Host, link, IPVersion.IPv4, key, value);
            }
        }

        if (HasIPv6 && Differs(AddressFamily.InterNetworkV6, link, "accept_ra", 0))
        {
            yield return new SetSysctl(Side.Host, link, IPVersion.IPv6, "accept_ra", 0);
        }

        foreach (IPVersion version in state.Host.Addresses.Select(a => a.GetVersion()).Distinct())
        {
            if (!HostForwarding.IsOn(version)) yield return new EnableForwarding(link, version);
        }
    }

    private static IEnumerable<Difference> ContainerEnd(string container, InterfaceState state, KernelSession session)
    {
        string name = state.Container.Name;
        if (ActualLink.Read(session.Container!, state.Container) is not { } actual)
        {
            yield return Difference.MissingLink(container, name, Side.Container, name);
            yield break;
        }

        if (!actual.IsUp) yield return Difference.Of(container, name, new SetUp(Side.Container, name), actual.State);
        foreach (KernelOp op in LinkDiff.Between(Side.Container, actual.State, state.Container))
        {
            // Beside a DHCP client's wishes ours are only a part of what is there.
            bool extra = op is RemoveAddress or RemoveRouteOp;
            if (!(state.Dhcp && extra)) yield return Difference.Of(container, name, op, actual.State);
        }
    }

    private static bool HasIPv6 => Directory.Exists("/proc/sys/net/ipv6");

    private static bool Differs(AddressFamily family, string link, string key, int value) =>
        InterfaceSysctl.Read(family, link, key).Trim() != $"{value}";
}
