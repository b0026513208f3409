namespace ContainerNet.Engine.Tests.Scenarios.Host;

/// <summary>
/// Routes in a routing table of the host's that is not the main one, as for a container that is a VPN's end: there a
/// default route is allowed, and takes nothing from the host.
/// </summary>
public abstract class TableRoutesTests(TestRuntime runtime)
{
    private const string Uplink = "up0";
    private const string ViaV4 = "10.100.10.0/30";
    private const string ViaV6 = "2001:db8:100::/126";

    [RootFact]
    public void A_default_route_is_in_its_table_and_only_there()
    {
        using TestHost host = NewHost();
        string before = State(host);
        string c = NewStopped(host);
        host.Apply(
            Wish.AddRoute(c, "eth0", "0.0.0.0/0", table: 100), Wish.AddRoute(c, "eth0", "::/0", table: 4_000_000_000));
        if (runtime == TestRuntime.Lxc) host.Lxc.Start(c);
        else host.Start(c);
        Assert.Equal(Wanted(host, c), KernelState.OtherRoutes(host));
        Assert.Equal(InMain(before), InMain(State(host)));
        Assert.Empty(host.Drift(c));
        Assert.Equal([100u, 4_000_000_000u], host.Routes(c, "eth0").Select(r => r.Table!.Value));

        host.Apply(Wish.RemoveRoute(c, "eth0", "::/0", table: 4_000_000_000));
        Assert.Single(KernelState.OtherRoutes(host));
        host.Apply(Wish.AddRoute(c, "eth0", "::/0", table: 4_000_000_000));
        Assert.Equal(Wanted(host, c), KernelState.OtherRoutes(host));

        string document = host.Export(c);
        Assert.Empty(host.PlanImport(document));
        host.Stop(c);
        Assert.Equal(before, State(host));
        host.Start(c);
        Assert.Equal(Wanted(host, c), KernelState.OtherRoutes(host));
        host.Apply(
            Wish.RemoveRoute(c, "eth0", "0.0.0.0/0", table: 100),
            Wish.RemoveRoute(c, "eth0", "::/0", table: 4_000_000_000));
        Assert.Empty(KernelState.OtherRoutes(host));
        Assert.Empty(host.Drift(c));
        Assert.Equal(2, host.PlanImport(document).Count);
    }

    /// <summary>What the administrator's rules lead into the table goes through the container, and comes
    /// back.</summary>
    [RootFact]
    public void What_a_rule_of_the_administrator_s_leads_there_goes_through_the_container()
    {
        using TestHost host = NewHost();
        string c = NewStopped(host);
        host.Apply(Wish.AddRoute(c, "eth0", "0.0.0.0/0", table: 100));
        host.Start(c);
        host.IpDo("addr add 198.18.0.1/32 dev lo", c);
        string lan = host.NewName();
        host.IpDo($"netns add {lan}");
        host.IpDo($"link add lan0 type veth peer name eth0 netns {lan}");
        host.IpDo("addr add 203.0.113.1/24 dev lan0");
        host.IpDo("link set lan0 up");
        foreach (string command in new[] { "link set lo up", "link set eth0 up", "addr add 203.0.113.2/24 dev eth0",
            "route add default via 203.0.113.1" })
        {
            host.IpDo($"-n {lan} {command}");
        }

        Assert.False(Reaches(host, lan));
        host.IpDo("rule add from 203.0.113.0/24 lookup 100 pref 1000");
        Assert.Contains(Enumerable.Range(0, 30), _ => Reaches(host, lan));
        Assert.Empty(host.Drift(c));
    }

    [RootTheory]
    [InlineData(0u)]
    [InlineData(253u)]
    [InlineData(254u)]
    [InlineData(255u)]
    public void Tables_that_the_host_looks_up_every_packet_in_are_refused(uint table)
    {
        using TestHost host = NewHost();
        string c = NewStopped(host);
        Assert.Equal("InvalidTable", host.Refused(Wish.AddRoute(c, "eth0", "0.0.0.0/0", table: table)).ErrorId);
    }

    /// <summary>Whether it was there first, or came later.</summary>
    [RootFact]
    public void A_route_of_the_host_s_in_the_table_stays_and_is_named()
    {
        using TestHost host = NewHost();
        host.IpDo($"route add default via 192.0.2.253 dev {Uplink} table 100");
        host.IpDo("-6 route add blackhole default table 100");
        string before = State(host);
        string c = NewStopped(host);
        foreach (string destination in new[] { "0.0.0.0/0", "::/0" })
        {
            ContainerNetException refused = host.Refused(Wish.AddRoute(c, "eth0", destination, table: 100));
            Assert.Equal("RouteInUse", refused.ErrorId);
            Assert.Contains("in table 100", refused.Message, StringComparison.Ordinal);
        }

        host.Start(c);
        Assert.Contains(
            "table 100", host.Refused(Wish.AddRoute(c, "eth0", "0.0.0.0/0", table: 100)).Message,
            StringComparison.Ordinal);
        host.Stop(c);
        Assert.Equal(before, State(host));

        host.Apply(Wish.AddRoute(c, "eth0", "0.0.0.0/0", table: 200));
        host.IpDo($"route add default via 192.0.2.253 dev {Uplink} table 200");
        before = State(host);
        Assert.Contains("table 200", host.StartRefused(c).Message, StringComparison.Ordinal);
        Assert.Equal(before, State(host));
    }

    [RootFact]
    public void What_is_changed_from_outside_is_named_and_mended()
    {
        using TestHost host = NewHost();
        string c = NewStopped(host);
        host.Apply(
            Wish.AddRoute(c, "eth0", "0.0.0.0/0", table: 100), Wish.AddRoute(c, "eth0", "::/0", table: 4_000_000_000));
        host.Start(c);
        string veth = KernelState.HostVeth(host, c, "eth0");
        foreach ((string change, string what, string actual) in new[]
        {
            ("route del default table 100", "route default (IPv4) in table 100", "missing"),
            ("-6 route del default table 4000000000", "route default (IPv6) in table 4000000000", "missing"),
            ($"route add 198.18.0.0/15 dev {veth} table 300 proto 199", "route 198.18.0.0/15 in table 300",
                $"198.18.0.0/15 dev {veth} table 300"),
        })
        {
            host.IpDo(change);
            CtNetIfFinding finding = Assert.Single(host.Drift(c));
            Assert.Equal(("host", what, actual), (finding.Where, finding.What, finding.Actual));
            host.Repair(c);
            Assert.Equal(Wanted(host, c), KernelState.OtherRoutes(host));
            Assert.Empty(host.Drift(c));
        }
    }

    [RootFact]
    public void In_one_table_a_prefix_belongs_to_one_container_and_in_another_to_another()
    {
        using TestHost host = NewHost();
        string c = NewStopped(host);
        string d = host.NewContainer();
        host.Apply(Wish.Routed(d, "eth0", "10.100.10.4/30"));
        host.Apply(Wish.AddRoute(c, "eth0", "0.0.0.0/0", table: 100));
        ContainerNetException refused = host.Refused(Wish.AddRoute(d, "eth0", "0.0.0.0/0", table: 100));
        Assert.Equal("RouteOverlaps", refused.ErrorId);
        Assert.Contains("in table 100", refused.Message, StringComparison.Ordinal);
        host.Apply(
            Wish.AddRoute(d, "eth0", "0.0.0.0/0", table: 101),
            Wish.AddRoute(c, "eth0", "198.18.0.0/15", table: 101) with { Force = true });
        host.Apply(Wish.AddRoute(d, "eth0", "198.18.0.0/15"));
        host.AddIps(d, "eth0", "198.51.100.7");
        host.Start(c, d);
        Assert.Empty(host.Drift(c));
        Assert.Empty(host.Drift(d));
        Assert.Equal(3, KernelState.OtherRoutes(host).Count());
        Assert.Equal(
            "RouteNotFound", host.Refused(Wish.RemoveRoute(d, "eth0", "198.18.0.0/15", table: 101)).ErrorId);
    }

    private static string[] Wanted(TestHost host, string c)
    {
        string veth = KernelState.HostVeth(host, c, "eth0");
        return
        [
            $"default via 10.100.10.2 dev {veth} proto 199 table 100",
            $"default via 2001:db8:100::2 dev {veth} proto 199 metric 1024 table 4000000000",
        ];
    }

    private static bool Reaches(TestHost host, string lan) =>
        host.Run("ip", "netns", "exec", lan, "ping", "-c1", "-W1", "198.18.0.1").ExitCode == 0;

    private TestHost NewHost()
    {
        var host = new TestHost(runtime);
        host.IpDo($"link add {Uplink} type veth peer name up1");
        host.IpDo($"addr add 192.0.2.1/24 dev {Uplink}");
        host.IpDo($"addr add 2001:db8:a::1/64 dev {Uplink} nodad");
        host.IpDo($"link set {Uplink} up");
        host.IpDo("link set up1 up");
        host.IpDo("route add default via 192.0.2.254");
        host.IpDo($"-6 route add default via 2001:db8:a::fe dev {Uplink}");
        return host;
    }

    private static string NewStopped(TestHost host)
    {
        string c = host.NewContainer();
        host.Apply(Wish.Routed(c, "eth0", ViaV4, ViaV6));
        return c;
    }

    private static string State(TestHost host) => host.Run("sh", "-c", """
        ip -4 route show table all | grep -v 'table local'
        ip -6 route show table all | grep -v 'table local\|fe80'
        """).Output;

    private static IEnumerable<string> InMain(string state) =>
        state.Split('\n').Where(l => l.StartsWith("default", StringComparison.Ordinal) && !l.Contains("table"));
}

/// <summary>In named network namespaces.</summary>
public sealed class TableRoutesOfNetNsTests() : TableRoutesTests(TestRuntime.NetNs);

/// <summary>In the containers of a real LXC.</summary>
public sealed class TableRoutesOfLxcTests() : TableRoutesTests(TestRuntime.Lxc);
