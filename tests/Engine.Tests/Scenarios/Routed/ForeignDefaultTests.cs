namespace ContainerNet.Engine.Tests.Scenarios.Routed;

/// <summary>A default route that something in the container has got by a link that is not ours, as a DHCP client
/// does.</summary>
public abstract class ForeignDefaultTests(TestRuntime runtime)
{
    [RootTheory]
    [InlineData("default via 192.0.2.1", "10.8.0.1/32", "10.8.0.2/32")]
    [InlineData("default via 2001:db8:b::1", "2001:db8:8::1/128", "2001:db8:8::2/128")]
    public void It_is_kept_and_told_and_ours_comes_back_when_it_is_gone(string route, string first, string second)
    {
        using var host = new TestHost(runtime);
        string c = host.NewRouted("10.100.10.0/30", "2001:db8:100::/126");
        host.IpDo("link add late0 type veth peer name late1");
        host.IpDo($"link set late1 netns {PidOrName(host, c)}");
        host.IpDo("addr add 192.0.2.7/24 dev late1", c);
        host.IpDo("addr add 2001:db8:b::7/64 dev late1 nodad", c);
        host.IpDo("link set late1 up", c);
        host.IpDo("link set late0 up");
        string family = route.Contains(':') ? "-6" : "-4";
        host.IpDo($"{family} route del default", c);
        host.IpDo($"{family} route add {route} dev late1 proto dhcp", c);

        host.AddIps(c, "eth0", first, second);
        Assert.Contains(host.Told.Warnings, w => w.Contains($"{route} dev late1", StringComparison.Ordinal)
            && w.Contains("is kept", StringComparison.Ordinal));
        Assert.Contains("late1", Defaults(host, c, family));
        CtNetIfFinding finding = Assert.Single(host.Drift(c), f => f.Where != "file");
        Assert.Equal(("container", false), (finding.Where, finding.Repairable));
        Assert.Contains($"{route} dev late1", finding.Actual);
        ContainerNetException error = Assert.Single(host.TryRepair(c));
        Assert.Equal("RouteInUse", error.ErrorId);
        Assert.Contains("late1", error.Message);
        host.RemoveIps(c, "eth0", first);
        Assert.Contains("late1", Defaults(host, c, family));

        host.IpDo($"{family} route del {route} dev late1", c);
        Assert.True(Assert.Single(host.Drift(c), f => f.Where != "file").Repairable);
        host.Repair(c);
        Assert.Contains($"src {second.Split('/')[0]}", Defaults(host, c, family));
        Assert.DoesNotContain(host.Drift(c), f => f.Where != "file");
    }

    private static string Defaults(TestHost host, string c, string family)
    {
        string[] command = [.. host.Enter(c), "ip", family, "route", "show", "default"];
        return host.Run(command[0], command[1..]).Output;
    }

    // ip takes a name of /run/netns, or a process.
    private string PidOrName(TestHost host, string c) =>
        runtime == TestRuntime.NetNs ? c : host.Lxc.NamespaceOf(c).Split('/')[2];
}

/// <summary>In named network namespaces.</summary>
public sealed class ForeignDefaultOfNetNsTests() : ForeignDefaultTests(TestRuntime.NetNs);

/// <summary>In the containers of a real LXC.</summary>
public sealed class ForeignDefaultOfLxcTests() : ForeignDefaultTests(TestRuntime.Lxc);
