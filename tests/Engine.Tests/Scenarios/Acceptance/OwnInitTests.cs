using System.Text.RegularExpressions;

namespace ContainerNet.Engine.Tests.Scenarios.Acceptance;

/// <summary>
/// A Debian that boots with its own systemd and ifupdown: plain lxc-start, nothing of ours running, and all that it
/// knows of its network are the files inside.
/// </summary>
public sealed class OwnInitTests
{
    private const string Files = "/etc/network/interfaces.d/containernet-";

    private static readonly string[] s_addresses = ["1.2.3.4", "2001:db8:1::1"];
    private static readonly string[] s_later = ["5.6.7.8", "2001:db8:1::2"];

    [RootFact]
    public void A_Debian_configures_itself_from_its_files_at_each_boot()
    {
        using var lan = new Lan();
        TestHost host = lan.Host;
        string c = NewDebian(host);
        Assert.Equal("debian 12 ifupdown", Described(host, c));
        Assert.Empty(host.Drift(c));

        host.Lxc.Start(c);
        AwaitState(host, c, s_addresses);
        Assert.Empty(host.Drift(c));
        Assert.Equal("debian 12 ifupdown", Described(host, c));

        host.AddIps(c, "eth1", s_later);
        AwaitState(host, c, [.. s_addresses, .. s_later]);
        string pid = host.Lxc.NamespaceOf(c);
        host.Lxc.Reboot(c);
        AwaitState(host, c, [.. s_addresses, .. s_later], not: pid);
        Assert.Empty(host.Drift(c));
    }

    [RootFact]
    public void A_Debian_that_we_have_started_shuts_down_when_we_stop_it_and_comes_back_as_it_was()
    {
        using var lan = new Lan();
        TestHost host = lan.Host;
        string c = NewDebian(host);
        host.Start(c);
        AwaitState(host, c, s_addresses);
        host.RemoveIps(c, "eth1", "1.2.3.4");
        host.AddIps(c, "eth1", s_later);
        string[] addresses = ["5.6.7.8", "2001:db8:1::1", "2001:db8:1::2"];
        AwaitState(host, c, addresses);
        host.Stop(c);
        Assert.Equal(["lo", "lan0"], host.Ip("link show").Select(l => l.GetProperty("ifname").GetString()));
        host.Lxc.Start(c);
        AwaitState(host, c, addresses);
    }

    private static string NewDebian(TestHost host)
    {
        string c = host.NewName();
        host.Lxc.AddWithInit(c);
        host.Apply(
            Wish.Bridged(c, "eth0", "lan0", dhcp: true),
            Wish.Routed(c, "eth1", "10.100.10.100/30", "2001:db8:100::/126"));
        host.AddIps(c, "eth1", s_addresses);
        foreach (string name in new[] { "eth0", "eth1" })
        {
            Assert.StartsWith("# Managed by ContainerNet", host.Lxc.Read(c, Files + name), StringComparison.Ordinal);
        }

        return c;
    }

    private static string Described(TestHost host, string c)
    {
        Ct ct = host.Container(c);
        return $"{ct.Distribution} {ct.NetworkStack}";
    }

    // The boot takes its time; what must come of it is said in the end, for a failure to show what is missing.
    private static void AwaitState(TestHost host, string c, string[] addresses, string? not = null)
    {
        string wanted = Wanted(addresses);
        string found = "";
        for (DateTime end = DateTime.UtcNow.AddSeconds(60); DateTime.UtcNow < end && found != wanted;)
        {
            Thread.Sleep(200);
            found = Found(host, c, not);
        }

        Assert.Equal(wanted, found);
        foreach (string address in addresses) Assert.True(host.Answers(address), address);
        Assert.True(host.Answers(Lan.HostAddress, from: c));
    }

    private static string Wanted(string[] addresses)
    {
        string[] v4 = [.. addresses.Where(a => !a.Contains(':', StringComparison.Ordinal))];
        string[] v6 = [.. addresses.Except(v4)];
        IEnumerable<string> lines =
        [
            .. v4.Select(a => a + "/32"), "10.100.10.102/30",
            .. v6.Select(a => a + "/128"), "2001:db8:100::2/126",
            "lease of " + Lan.Network,
            $"default via {Lan.HostAddress} dev eth0",
            $"default via 10.100.10.101 dev eth1 src {v4[0]} metric 1025",
            $"default via 2001:db8:100::1 dev eth1 src {v6[0]} metric 1025",
        ];
        return string.Join('\n', lines.Order(StringComparer.Ordinal));
    }

    private static string Found(TestHost host, string c, string? not)
    {
        if (host.Lxc.TryNamespaceOf(c) is not { } space || space == not) return "not running";
        string[] links = [.. host.Ip("link show", c).Select(l => l.GetProperty("ifname").GetString()!)];
        if (!links.Contains("eth0") || !links.Contains("eth1")) return "no links: " + string.Join(' ', links);
        IEnumerable<string> lines =
        [
            .. KernelState.Addresses(host, "eth1", c),
            .. KernelState.Addresses(host, "eth0", c)
                .Select(a => a.StartsWith(Lan.Network, StringComparison.Ordinal) ? "lease of " + Lan.Network : a),

            // ifupdown's routes say boot, those of a change while it runs say static.
            .. KernelState.Defaults(host, c).Select(r => Regex.Replace(r, " proto (boot|static)", "")),
        ];
        return string.Join('\n', lines.Order(StringComparer.Ordinal));
    }
}
