using ContainerNet.Engine.Kernel.Plan;

namespace ContainerNet.Engine.DistroConfig.Text;

/// <summary>
/// An interface as commands for sh: the form for systems without a network configuration of their own.
/// </summary>
/// <remarks>replace instead of add: a second run, or an address that is there already, is no error.</remarks>
internal static class IpScript
{
    /// <summary>The commands that bring the interface up.</summary>
    public static IEnumerable<string> Up(InterfaceState state)
    {
        string name = InterfaceName.Of(state);
        if (!state.Dhcp)
        {
            // Not there in a kernel without IPv6, or with ipv6.disable=1.
            string knob = $"/proc/sys/net/ipv6/conf/{name}/accept_ra";
            yield return $"[ ! -e {knob} ] || echo 0 > {knob}";
        }

        yield return state.Mtu is int mtu
            ? $"ip link set dev {name} mtu {mtu} up"
            : $"ip link set dev {name} up";
        foreach (FamilyState family in FamilyState.Both(state))
        {
            // Without nodad the address stays tentative for a second, and no route can have it as its source.
            string flag = family.Version == IPVersion.IPv6 ? " nodad" : "";
            foreach (IPInterfaceAddress address in family.Addresses)
                yield return $"ip {family.Option} addr replace {address} dev {name}{flag}";
            foreach (LinkRoute route in family.Routes)
                yield return $"ip {family.Option} route replace {IpWords.Route(route, name)}";
            foreach (string command in family.Rules.SelectMany(IpWords.RuleUp)) yield return command;
        }
    }

    /// <summary>The commands that take our addresses and routes away again; what is gone already is no error.</summary>
    public static IEnumerable<string> Down(InterfaceState state)
    {
        string name = InterfaceName.Of(state);
        foreach (FamilyState family in FamilyState.Both(state).Reverse())
        {
            foreach (LinkRule rule in family.Rules.Reverse()) yield return IpWords.RuleDown(rule);
            foreach (LinkRoute route in family.Routes.Reverse())
                yield return $"ip {family.Option} route del {IpWords.Route(route, name)} 2>/dev/null || true";
            foreach (IPInterfaceAddress address in family.Addresses.Reverse())
                yield return $"ip {family.Option} addr del {address} dev {name} 2>/dev/null || true";
        }
    }
}
