namespace ContainerNet.Engine.Tests.Scenarios.Host;

/// <summary>A host whose way out comes from a router's advertisements, by radvd.</summary>
public abstract class RouterTests(TestRuntime runtime)
{
    private const string Uplink = "up0";

    // The least times that radvd takes.
    private const string Settings = """
        interface r0 {
            AdvSendAdvert on;
            MinRtrAdvInterval 3;
            MaxRtrAdvInterval 4;
            AdvDefaultLifetime 6;
            prefix 2001:db8:a::/64 { };
        };
        """;

    [RootFact]
    public void The_default_route_stays_when_a_container_starts_and_is_learnt_again_after_it_expired()
    {
        Requirement.Programs("radvd");
        using var host = new TestHost(runtime);
        string router = NewRouter(host);
        string pidFile = Advertise(host, router);
        Patience.Until(() => HasDefault(host), "a default route by radvd");
        string c = host.NewContainer();
        host.Apply(Wish.Routed(c, "eth0", "10.100.10.100/30", "2001:db8:100::/126"));
        if (runtime == TestRuntime.Lxc) host.Lxc.Start(c);
        else host.Start(c);
        Assert.True(HasDefault(host));
        Assert.Equal("1", Read(host, "all/forwarding"));

        // SIGTERM would have it say goodbye.
        host.Run("sh", "-c", $"kill -9 $(cat {pidFile}); rm {pidFile}");
        Patience.Until(() => !HasDefault(host), "an expired default route");
        Advertise(host, router);
        Patience.Until(() => HasDefault(host), "a default route by radvd again");
        Assert.DoesNotContain(host.Drift(c), f => f.Where != "file");
    }

    /// <summary>As when another tool sets it: what the router gave expires, and does not come back.</summary>
    [RootFact]
    public void An_uplink_that_no_longer_listens_is_named_and_mended()
    {
        Requirement.Programs("radvd");
        using var host = new TestHost(runtime);
        string router = NewRouter(host);
        Advertise(host, router);
        Patience.Until(() => HasDefault(host), "a default route by radvd");
        string c = host.NewContainer();
        host.Apply(Wish.Routed(c, "eth0", "10.100.10.100/30", "2001:db8:100::/126"));
        host.Start(c);
        Assert.DoesNotContain(host.Drift(c), f => f.Where != "file");

        Write(host, Uplink + "/accept_ra", 1);
        CtNetIfFinding finding = Assert.Single(host.Drift(c), f => f.Where != "file");
        Assert.Equal(("host", "accept_ra of up0"), (finding.Where, finding.What));
        Assert.Equal(("2", "1"), (finding.Expected, finding.Actual));
        host.Repair(c);
        Assert.Equal("2", Read(host, Uplink + "/accept_ra"));
        Assert.DoesNotContain(host.Drift(c), f => f.Where != "file");

        Write(host, Uplink + "/accept_ra", 1);
        Assert.Contains(host.Restore(), s => s.Action.Contains("accept_ra of up0", StringComparison.Ordinal));
        Assert.Equal("2", Read(host, Uplink + "/accept_ra"));
        Patience.Until(() => HasDefault(host), "a default route by radvd");

        // A bridge or veth of others that never heard a router is nobody's uplink.
        host.IpDo("link add other0 type veth peer name other1");
        host.IpDo("addr add 2001:db8:e::1/64 dev other0 nodad");
        host.IpDo("link set other0 up");
        Assert.Equal("1", Read(host, "other0/accept_ra"));
        Assert.DoesNotContain(host.Drift(c), f => f.Where != "file");
    }

    [RootFact]
    public void Forwarding_that_is_turned_off_is_found_and_comes_back_without_the_loss_of_the_uplinks_route()
    {
        Requirement.Programs("radvd");
        using var host = new TestHost(runtime);
        string router = NewRouter(host);
        Advertise(host, router);
        string c = host.NewContainer();
        host.Apply(Wish.Routed(c, "eth0", "10.100.10.100/30", "2001:db8:100::/126"));
        host.Start(c);
        host.Run("sh", "-c", "echo 0 > /proc/sys/net/ipv4/ip_forward");
        Write(host, "all/forwarding", 0);
        Write(host, Uplink + "/accept_ra", 1);
        Assert.Equal(
            ["forwarding of IPv4", "forwarding of IPv6"],
            host.Drift(c).Select(f => f.What).Where(w => w.StartsWith("forwarding of", StringComparison.Ordinal)));
        Patience.Until(() => HasDefault(host), "a default route by radvd");
        Assert.NotEmpty(host.Restore());
        Assert.True(HasDefault(host));
        Assert.Equal(("1", "2"), (Read(host, "all/forwarding"), Read(host, Uplink + "/accept_ra")));
        Assert.DoesNotContain(host.Drift(c), f => f.Where != "file");
    }

    private static bool HasDefault(TestHost host) =>
        host.Run("ip", "-6", "route", "show", "default", "dev", Uplink).Output
            .Contains("proto ra", StringComparison.Ordinal);

    // A namespace at the other end of the uplink.
    private static string NewRouter(TestHost host)
    {
        string router = host.NewName();
        host.IpDo($"netns add {router}");
        host.IpDo($"link add {Uplink} type veth peer name r0 netns {router}");
        Write(host, "all/forwarding", 0);
        Write(host, Uplink + "/forwarding", 0);
        Write(host, Uplink + "/accept_ra", 1);
        Write(host, Uplink + "/autoconf", 1);
        host.IpDo($"link set {Uplink} up");
        host.Run(
            "ip", "netns", "exec", router,
            "sh", "-c", "echo 1 > /proc/sys/net/ipv6/conf/all/forwarding; ip link set r0 up");
        return router;
    }

    private static string Advertise(TestHost host, string router)
    {
        (string file, string pid) = (host.NewPath(".conf"), host.NewPath(".pid"));
        File.WriteAllText(file, Settings);

        // It gives up where its link has no address that is not tentative.
        Patience.Until(
            () => host.Run("ip", "-n", router, "-6", "addr", "show", "dev", "r0", "scope", "link", "-tentative")
                .Output.Contains("fe80", StringComparison.Ordinal),
            "a link-local address of the router");
        Tool tool = host.Run(
            "sh", "-c",
            $"ip netns exec {router} radvd -C {file} -p {pid} -m logfile -l {pid}.log > /dev/null 2>&1 < /dev/null");
        Assert.True(tool.ExitCode == 0, File.Exists(pid + ".log") ? File.ReadAllText(pid + ".log") : tool.Error);
        return pid;
    }

    private static string Read(TestHost host, string path) =>
        host.Run("cat", "/proc/sys/net/ipv6/conf/" + path).Output.Trim();

    private static void Write(TestHost host, string path, int value) =>
        host.Run("sh", "-c", $"echo {value} > /proc/sys/net/ipv6/conf/{path}");
}

/// <summary>In named network namespaces.</summary>
public sealed class RouterOfNetNsTests() : RouterTests(TestRuntime.NetNs);

/// <summary>In the containers of a real LXC.</summary>
public sealed class RouterOfLxcTests() : RouterTests(TestRuntime.Lxc);
