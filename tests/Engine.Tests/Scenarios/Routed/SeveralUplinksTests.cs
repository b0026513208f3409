using System.Net;
using System.Net.Sockets;
using ContainerNet.Netlink;

namespace ContainerNet.Engine.Tests.Scenarios.Routed;

/// <summary>
/// A container with several ways out: what comes to an address is answered from it through its own interface, seen from
/// outside by a client behind the host's uplink, with strict reverse path filters inside.
/// </summary>
public abstract class SeveralUplinksTests(TestRuntime runtime)
{
    private const string Bridge = "lan0";
    private const string Client4 = "203.0.113.2";
    private const string Client6 = "2001:db8:c::2";
    private const string Ip4 = "192.0.2.10";
    private const string Ip6 = "2001:db8:1::10";

    private static readonly string[] s_rules =
    [
        "7100 from 10.0.3.50 to 171 proto 199",
        $"7100 from {Ip4} to 172 proto 199",
        "7100 from 198.51.100.2 to 172 proto 199",
        "7100 from 2001:db8:100::2 to 172 proto 199",
        $"7100 from {Ip6} to 172 proto 199",
        "7100 from 2001:db8:b::50 to 171 proto 199",
    ];

    [RootTheory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_routed_address_answers_through_its_own_interface(bool dhcp)
    {
        using TestHost host = NewHost(out string client);
        string c = NewContainer(host, dhcp);
        host.Start(c);
        if (dhcp) LikeADhcpClient(host, c);
        FilterStrictly(host, c);

        foreach (string address in new[] { Ip4, Ip6 })
        {
            Assert.True(Pings(host, client, address), address);
            Assert.True(Connects(host, c, client, address), address);
            Assert.Equal("eth1", WayOut(host, c, address));
        }

        Assert.Empty(host.Drift(c));
        if (!dhcp) Assert.Equal(s_rules, KernelState.Rules(host, c));

        // The control: without the rules, it can't be reached.
        foreach (string rule in KernelState.Rules(host, c))
        {
            host.IpDo($"{(rule.Contains(':', StringComparison.Ordinal) ? "-6 " : "")}rule del pref 7100", c);
        }

        Assert.False(PingsOnce(host, client, Ip4));
        Assert.Equal("eth0", WayOut(host, c, Ip4));
        host.Repair(c);
        Assert.True(Pings(host, client, Ip4));
        Assert.Empty(host.Drift(c));
    }

    /// <summary>Neighbours of the other interface, too, are answered the way they came.</summary>
    [RootFact]
    public void Every_address_is_reached_by_everybody()
    {
        using TestHost host = NewHost(out string client);
        string c = NewContainer(host);
        host.Start(c);
        FilterStrictly(host, c);
        string neighbour = NewNeighbour(host);
        foreach (string from in new[] { client, neighbour })
        {
            foreach (string address in new[] { Ip4, Ip6, "10.0.3.50", "2001:db8:b::50" })
            {
                Assert.True(Pings(host, from, address), $"{address} from {from}");
            }
        }
    }

    [RootFact]
    public void Addresses_that_come_and_go_while_it_runs_leave_what_a_start_makes()
    {
        using TestHost host = NewHost(out string client);
        string c = NewContainer(host);
        host.Start(c);
        FilterStrictly(host, c);
        host.AddIps(c, "eth1", "192.0.2.11", "2001:db8:1::11");
        host.AddIps(c, "eth0", "10.0.3.51/24");
        foreach (string address in new[] { "192.0.2.11", "2001:db8:1::11", "10.0.3.51" })
        {
            Assert.True(Pings(host, client, address), address);
        }

        Assert.Empty(host.Drift(c));
        host.RemoveIps(c, "eth1", Ip4, Ip6);
        Assert.True(Pings(host, client, "192.0.2.11"));
        Assert.DoesNotContain(KernelState.Rules(host, c), r => r.Contains(Ip4, StringComparison.Ordinal));
        Assert.Empty(host.Drift(c));
        Restarted(host, c);

        // Without any address left on one interface, its default route of IPv4 is gone and with it the other's rules.
        host.RemoveIps(c, "eth0", "10.0.3.50", "10.0.3.51");
        Assert.DoesNotContain(KernelState.Rules(host, c), r => r.Contains('.', StringComparison.Ordinal));
        Assert.True(Pings(host, client, "192.0.2.11"));
        Assert.Empty(host.Drift(c));
        Restarted(host, c);
    }

    [RootFact]
    public void A_container_with_one_way_out_has_no_rule_and_no_table()
    {
        using TestHost host = NewHost(out _);
        string c = NewContainer(host);
        host.Apply(Wish.Set(c, "eth0", Wish.Gateways("none", "none")));
        host.Start(c);
        Assert.Empty(KernelState.Rules(host, c));
        Assert.Empty(KernelState.OtherRoutes(host, c));
        Assert.Empty(host.Drift(c));

        // A second one makes the first one's rules, too.
        host.Stop(c);
        host.Apply(Wish.Set(c, "eth0", Wish.Gateways("auto", "none")));
        host.Start(c);
        Assert.Equal(s_rules.Where(r => !r.Contains(':', StringComparison.Ordinal)), KernelState.Rules(host, c));
    }

    [RootTheory]
    [InlineData("rule del from 192.0.2.10 pref 7100", "rule from 192.0.2.10/32", "missing")]
    [InlineData("rule add from 192.0.2.10 lookup 7777 pref 7100", "rule from 192.0.2.10/32",
        "from 192.0.2.10/32 lookup 7777 pref 7100")]
    [InlineData("rule add from 192.0.2.99 lookup 172 pref 7100", "rule from 192.0.2.99/32",
        "from 192.0.2.99/32 lookup 172 pref 7100")]
    [InlineData("-6 rule del from 2001:db8:1::10 pref 7100", "rule from 2001:db8:1::10/128", "missing")]
    [InlineData("route del default table 172", "route default (IPv4) in table 172", "missing")]
    [InlineData("-6 route del default table 172", "route default (IPv6) in table 172", "missing")]
    [InlineData("route add 198.18.0.0/15 dev eth1 table 172", "route 198.18.0.0/15 in table 172",
        "198.18.0.0/15 dev eth1 table 172")]
    [InlineData("route del 10.0.3.0/24 table 171", "route 10.0.3.0/24 in table 171", "missing")]
    public void What_is_changed_from_outside_is_named_and_mended(string change, string what, string actual)
    {
        using TestHost host = NewHost(out _);
        string c = NewContainer(host);
        host.Start(c);
        string before = KernelState.Of(host, c);
        host.IpDo(change, c);
        CtNetIfFinding finding = Assert.Single(host.Drift(c));
        Assert.Equal(("container", what, actual), (finding.Where, finding.What, finding.Actual));
        host.Repair(c);
        Assert.Equal(before, KernelState.Of(host, c));
    }

    /// <summary>An administrator's own rules are theirs, also such as resemble ours.</summary>
    [RootFact]
    public void Rules_of_others_stay()
    {
        using TestHost host = NewHost(out _);
        string c = NewContainer(host);
        host.Start(c);
        host.IpDo("rule add from 192.0.2.10 lookup 100 pref 7000", c);
        host.IpDo("rule add from 192.0.2.10 iif eth1 lookup 172 pref 7100", c);
        host.IpDo("rule add fwmark 7 lookup 172 pref 7100", c);
        host.IpDo("rule add from 172.16.0.0/12 lookup 100 pref 7100", c);
        string before = KernelState.Of(host, c);
        Assert.Empty(host.Drift(c));
        host.Repair(c);
        host.AddIps(c, "eth1", "192.0.2.11");
        host.RemoveIps(c, "eth1", "192.0.2.11");
        Assert.Equal(before, KernelState.Of(host, c));
    }

    private static void Restarted(TestHost host, string c)
    {
        string before = KernelState.Of(host, c);
        host.Stop(c);
        host.Start(c);
        Assert.Equal(before, KernelState.Of(host, c));
    }

    // The outside: a client behind an uplink, that knows the way to all networks of the host's.
    private TestHost NewHost(out string client)
    {
        var host = new TestHost(runtime);
        host.NewBridge(Bridge, "10.0.3.1/24", "2001:db8:b::1/64");
        client = NewNamespace(host, "up0", ["203.0.113.1/24", "2001:db8:c::1/64"], [Client4 + "/24", Client6 + "/64"]);
        host.Run("sh", "-c", "echo 1 > /proc/sys/net/ipv4/ip_forward; echo 1 > /proc/sys/net/ipv6/conf/all/forwarding");
        Inside(host, client, "ip route add default via 203.0.113.1; ip route add default via 2001:db8:c::1");
        return host;
    }

    private static string NewNeighbour(TestHost host)
    {
        string name = NewNamespace(host, "vneigh", [], ["10.0.3.9/24", "2001:db8:b::9/64"]);
        host.IpDo($"link set vneigh master {Bridge}");
        Inside(host, name, "ip route add default via 10.0.3.1; ip route add default via 2001:db8:b::1");
        return name;
    }

    private static string NewNamespace(TestHost host, string link, string[] here, string[] there)
    {
        string name = host.NewName();
        host.IpDo($"netns add {name}");
        host.IpDo($"link add {link} type veth peer name eth0 netns {name}");
        foreach (string address in here) host.IpDo($"addr add {address} dev {link} nodad");
        host.IpDo($"link set {link} up");
        Inside(host, name, string.Join("; ", there.Select(a => $"ip addr add {a} dev eth0 nodad")));
        Inside(host, name, "ip link set eth0 up; ip link set lo up");
        return name;
    }

    private static string NewContainer(TestHost host, bool dhcp = false)
    {
        string c = host.NewContainer();
        host.Apply(
            Wish.Bridged(c, "eth0", Bridge, dhcp), Wish.Routed(c, "eth1", "198.51.100.0/30", "2001:db8:100::/126"));
        if (!dhcp) host.AddIps(c, "eth0", "10.0.3.50/24", "2001:db8:b::50/64");
        host.AddIps(c, "eth1", Ip4, Ip6);
        return c;
    }

    private static void LikeADhcpClient(TestHost host, string c)
    {
        host.IpDo("addr add 10.0.3.77/24 dev eth0 valid_lft 3600 preferred_lft 3600", c);
        host.IpDo("route replace default via 10.0.3.1 dev eth0 proto dhcp", c);
        host.IpDo("-6 route replace default via 2001:db8:b::1 dev eth0 onlink proto ra metric 1024", c);
    }

    private static void FilterStrictly(TestHost host, string c)
    {
        string[] command = [.. host.Enter(c), "sh", "-c", "echo 1 > /proc/sys/net/ipv4/conf/all/rp_filter"];
        Assert.Equal(0, host.Run(command[0], command[1..]).ExitCode);
    }

    private static string WayOut(TestHost host, string c, string from) =>
        host.Ip($"route get {(from.Contains(':', StringComparison.Ordinal) ? Client6 : Client4)} from {from}", c)
            .Single().GetProperty("dev").GetString()!;

    private static bool Pings(TestHost host, string name, string address) =>
        Enumerable.Range(0, 30).Any(_ => PingsOnce(host, name, address));

    private static bool PingsOnce(TestHost host, string name, string address) =>
        host.Run("nsenter", $"--net=/run/netns/{name}", "ping", "-c1", "-W1", address).ExitCode == 0;

    private static bool Connects(TestHost host, string c, string client, string address)
    {
        var server = new IPEndPoint(IPAddress.Parse(address), 8080);
        string path = host.Enter(c)[1]["--net=".Length..];
        using Socket listener = InNamespace(host, path, () =>
        {
            var socket = new Socket(server.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(server);
            socket.Listen();
            return socket;
        });
        using Socket caller = InNamespace(host, $"/run/netns/{client}", () =>
        {
            var socket = new Socket(server.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            socket.Connect(server);
            return socket;
        });
        using Socket called = listener.Accept();
        Assert.Equal(address, ((IPEndPoint)called.LocalEndPoint!).Address.ToString());
        return called.Connected;
    }

    private static Socket InNamespace(TestHost host, string path, Func<Socket> make) => host.OnThread(() =>
    {
        using var space = NetworkNamespace.Open(path);
        return space.Run(make);
    });

    private static void Inside(TestHost host, string name, string commands)
    {
        Tool tool = host.Run("nsenter", $"--net=/run/netns/{name}", "sh", "-ec", commands);
        Assert.True(tool.ExitCode == 0, tool.Error);
    }
}

/// <summary>In named network namespaces.</summary>
public sealed class SeveralUplinksOfNetNsTests() : SeveralUplinksTests(TestRuntime.NetNs);

/// <summary>In the containers of a real LXC.</summary>
public sealed class SeveralUplinksOfLxcTests() : SeveralUplinksTests(TestRuntime.Lxc);
