using System.Net.Sockets;
using ContainerNet.Engine.Kernel.Plan;
using ContainerNet.Engine.Kernel.State;
using ContainerNet.Netlink;

namespace ContainerNet.Engine.Kernel.Apply;

/// <summary>Settings that netlink can't set: written below /proc/sys on a thread of the namespace.</summary>
internal static class Sysctls
{
    // IPv6 may come as a module later; it never goes (net/ipv6/af_inet6.c has no exit).
    private static bool s_hasIPv6;

    /// <summary>Writes a per-link IPv6 setting; nothing to do on a kernel without IPv6, which advertises nothing
    /// either.</summary>
    public static void WriteIPv6(SetSysctl setting)
    {
        s_hasIPv6 = s_hasIPv6 || Directory.Exists("/proc/sys/net/ipv6");
        if (!s_hasIPv6) return;
        InterfaceSysctl.Write(AddressFamily.InterNetworkV6, setting.Link, setting.Key, setting.Value);
    }
}

/// <summary>Switches forwarding on for the host, once.</summary>
internal static class HostForwarding
{
    private const string IPv4 = "/proc/sys/net/ipv4/ip_forward";
    private const string IPv6 = "/proc/sys/net/ipv6/conf/all/forwarding";

    /// <summary>Whether the host forwards packets of a family; true on a kernel that lacks it, where nothing is to
    /// do.</summary>
    public static bool IsOn(IPVersion version) =>
        !File.Exists(PathOf(version)) || File.ReadAllText(PathOf(version)).Trim() != "0";

    /// <summary>Switches forwarding on for a family when it is off.</summary>
    public static void Enable(IPVersion version, RouteNetlink host)
    {
        if (IsOn(version)) return;
        if (version == IPVersion.IPv6) KeepListening(host);
        File.WriteAllText(PathOf(version), "1");
    }

    private static string PathOf(IPVersion version) => version == IPVersion.IPv4 ? IPv4 : IPv6;

    // A forwarding host ignores router advertisements (accept_ra=1) and loses the default route that it has from one
    // when that expires; with accept_ra=2 it still listens (Documentation/networking/ip-sysctl.rst). So does a link on
    // which no router has spoken yet.
    private static void KeepListening(RouteNetlink host)
    {
        foreach (Link link in host.GetLinks())
        {
            if (link.Settings.AcceptRouterAdvertisements != 1 || HostVeths.IsOurs(link)) continue;
            InterfaceSysctl.Write(AddressFamily.InterNetworkV6, link.Name, "accept_ra", 2);
        }
    }
}
