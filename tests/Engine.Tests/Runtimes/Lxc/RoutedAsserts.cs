using System.Text.Json;
using ContainerNet.Engine.Model;

namespace ContainerNet.Engine.Tests.Runtimes.Lxc;

/// <summary>What the seed's scenario comes to in the kernel, in ip's words.</summary>
internal static class RoutedAsserts
{
    public static void IsSeed(LxcTestHost host, ContainerConfig container)
    {
        string link = container.Interfaces[0].HostInterface;
        JsonElement hostLink = Shell.Ip($"addr show dev {link}")[0];
        Assert.Equal(["10.100.10.101/30", "2001:db8:100::1/126"], Global(hostLink));
        Assert.Equal(
            $"containernet {container.Name}/eth0",
            Shell.Ip($"link show dev {link}")[0].GetProperty("ifalias").GetString());
        Assert.Contains($"1.2.3.4 via 10.100.10.102 dev {link}", Shell.Run("ip route"));
        Assert.Contains($"2001:db8:1::1 via 2001:db8:100::2 dev {link}", Shell.Run("ip -6 route"));
        Assert.Equal("1 0 1 1", Shell.Run($"cd /proc/sys/net; echo $(cat ipv4/conf/{link}/rp_filter"
            + $" ipv6/conf/{link}/accept_ra ipv4/ip_forward ipv6/conf/all/forwarding)"));

        Assert.Equal(
            ["10.100.10.102/30", "1.2.3.4/32", "2001:db8:100::2/126", "2001:db8:1::1/128"],
            Global(host.IpInside(container, "addr show dev eth0")[0]).Order(new FamilyOrder()));
        Assert.Contains("default via 10.100.10.101 dev eth0 proto static src 1.2.3.4", host.Inside(container, "ip route"));
        Assert.Contains(
            "default via 2001:db8:100::1 dev eth0 proto static src 2001:db8:1::1", host.Inside(container, "ip -6 route"));
        Shell.Run("ping -c1 -W2 1.2.3.4 && ping -c1 -W2 2001:db8:1::1 && ping -c1 -W2 10.100.10.102");
    }

    private static IEnumerable<string> Global(JsonElement link) => link.GetProperty("addr_info").EnumerateArray()
        .Where(a => a.GetProperty("scope").GetString() == "global")
        .Select(a => $"{a.GetProperty("local").GetString()}/{a.GetProperty("prefixlen").GetInt32()}");

    // The kernel lists IPv6 addresses last one first; only IPv4's order is told by ip.
    private sealed class FamilyOrder : IComparer<string>
    {
        public int Compare(string? x, string? y)
        {
            bool first = x!.Contains(':'), second = y!.Contains(':');
            return first && second ? string.CompareOrdinal(x, y) : first.CompareTo(second);
        }
    }
}
