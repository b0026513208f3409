using ContainerNet.Engine.DistroConfig.Text;
using ContainerNet.Engine.Kernel.Plan;

namespace ContainerNet.Engine.DistroConfig.Ifcfg;

/// <summary>The lines of one ifcfg file of Red Hat's kind.</summary>
internal static class IfcfgFile
{
    public static IEnumerable<string> Of(InterfaceState state)
    {
        yield return $"DEVICE=\"{InterfaceName.Of(state)}\"";
        yield return "TYPE=\"Ethernet\"";
        yield return "ONBOOT=\"yes\"";
        yield return $"BOOTPROTO=\"{(state.Dhcp ? "dhcp" : "none")}\"";
        if (state.Mtu is int mtu) yield return $"MTU=\"{mtu}\"";
        // Else the initscripts send all of 169.254.0.0/16 here, a link-scope gateway of another interface with it.
        yield return "NOZEROCONF=\"yes\"";
        // Only NetworkManager reads the next one; the initscripts know no rank.
        yield return "AUTOCONNECT_PRIORITY=\"10\"";
        foreach (string line in V4(state)) yield return line;
        foreach (string line in V6(state)) yield return line;
    }

    /// <summary>One more IPv4 address beside DHCP, under a label.</summary>
    public static IEnumerable<string> Alias(string label, IPInterfaceAddress address) =>
    [
        $"DEVICE=\"{label}\"",
        $"IPADDR=\"{address.IPAddress}\"",
        $"PREFIX=\"{address.PrefixLength}\"",
        "ARPCHECK=\"no\"",
        "IPV6INIT=\"no\"",
    ];

    private static IEnumerable<string> V4(InterfaceState state)
    {
        if (state.Dhcp) yield break;
        // From the third on a gap ends the list; numbers run from 0 without one.
        int number = 0;
        foreach (IPInterfaceAddress address in FamilyState.V4(state).Addresses)
        {
            yield return $"IPADDR{number}=\"{address.IPAddress}\"";
            yield return $"PREFIX{number}=\"{address.PrefixLength}\"";
            // Only the numbered name counts for a numbered address; without it each costs seconds at boot.
            yield return $"ARPCHECK{number}=\"no\"";
            number++;
        }

        yield return "DEFROUTE=\"no\"";
    }

    private static IEnumerable<string> V6(InterfaceState state)
    {
        // "no" would leave accept_ra as the kernel has it: on.
        yield return "IPV6INIT=\"yes\"";
        yield return $"IPV6_AUTOCONF=\"{(state.Dhcp ? "yes" : "no")}\"";
        if (!state.Dhcp)
        {
            yield return "IPV6_FORCE_ACCEPT_RA=\"no\"";
            yield return "IPV6_DEFROUTE=\"no\"";
        }

        IReadOnlyList<IPInterfaceAddress> addresses = FamilyState.V6(state).Addresses;
        if (addresses.Count > 0) yield return $"IPV6ADDR=\"{addresses[0]}\"";
        if (addresses.Count > 1) yield return $"IPV6ADDR_SECONDARIES=\"{string.Join(' ', addresses.Skip(1))}\"";
    }
}
