namespace ContainerNet.Engine.Tests.Scenarios.Routed;

/// <summary>The default route of a container, after each change while it runs.</summary>
public abstract class DefaultRouteTests(TestRuntime runtime)
{
    private const string ViaV4 = "10.100.10.100/30";
    private const string ViaV6 = "2001:db8:100::/126";

    /// <summary>The kernel drops the IPv4 default route with the address that is its source.</summary>
    [RootFact]
    public void Removing_the_source_of_the_default_route_leaves_the_route_with_the_next_source()
    {
        using var host = new TestHost(runtime);
        string c = host.NewRouted(ViaV4, ViaV6);
        host.AddIps(c, "eth0", "1.2.3.4", "5.6.7.8", "2001:db8:1::1", "2001:db8:1::2");
        host.RemoveIps(c, "eth0", "1.2.3.4", "2001:db8:1::1");

        Assert.Equal(Defaults("5.6.7.8", "2001:db8:1::2"), KernelState.Defaults(host, c));
        Assert.DoesNotContain("1.2.3.4/32", host.Ips(c, "eth0"));
        Assert.True(host.Answers("5.6.7.8"));
        Assert.True(host.Answers("2001:db8:1::2"));
    }

    [RootFact]
    public void The_source_of_the_default_route_is_always_the_first_address_that_remains()
    {
        using var host = new TestHost(runtime);
        string c = host.NewRouted(ViaV4, ViaV6);
        host.AddIps(c, "eth0", "1.2.3.4", "2001:db8:1::1");
        host.AddIps(c, "eth0", "5.6.7.8", "2001:db8:1::2");
        Assert.Equal(Defaults("1.2.3.4", "2001:db8:1::1"), KernelState.Defaults(host, c));
        host.RemoveIps(c, "eth0", "1.2.3.4", "2001:db8:1::1");
        Assert.Equal(Defaults("5.6.7.8", "2001:db8:1::2"), KernelState.Defaults(host, c));
        host.RemoveIps(c, "eth0", "5.6.7.8", "2001:db8:1::2");
        Assert.Equal(Defaults(null, null), KernelState.Defaults(host, c));
        host.AddIps(c, "eth0", "9.9.9.9", "2001:db8:1::9");
        Assert.Equal(Defaults("9.9.9.9", "2001:db8:1::9"), KernelState.Defaults(host, c));
    }

    /// <summary>With the last IPv4 address, the kernel flushes every IPv4 route of the link.</summary>
    [RootFact]
    public void An_interface_without_interconnect_keeps_its_way_out_when_its_last_address_goes()
    {
        using var host = new TestHost(runtime);
        string c = host.NewRouted();
        string before = KernelState.Of(host, c);
        host.AddIps(c, "eth0", "1.2.3.4", "2001:db8:1::1");
        Assert.True(host.Answers("1.2.3.4"));
        Assert.True(host.Answers("2001:db8:1::1"));
        host.RemoveIps(c, "eth0", "1.2.3.4", "2001:db8:1::1");
        Assert.Equal(before, KernelState.Of(host, c));
        host.AddIps(c, "eth0", "1.2.3.5", "2001:db8:1::5");
        Assert.True(host.Answers("1.2.3.5"));
        Assert.True(host.Answers("2001:db8:1::5"));
    }

    /// <summary>The kernel refuses a second default route of the same metric.</summary>
    [RootFact]
    public void Two_routed_interfaces_come_up_and_the_first_has_the_default_route()
    {
        using var host = new TestHost(runtime);
        string c = host.NewContainer();
        host.Apply(
            Wish.Routed(c, "eth0", ViaV4, ViaV6),
            Wish.Routed(c, "eth1", "10.100.10.104/30", "2001:db8:100::4/126"));
        host.AddIps(c, "eth0", "1.2.3.4", "2001:db8:1::1");
        host.AddIps(c, "eth1", "5.6.7.8", "2001:db8:1::2");
        host.Start(c);
        Assert.Equal(
            [
                "default via 10.100.10.101 dev eth0 proto static src 1.2.3.4",
                "default via 10.100.10.105 dev eth1 proto static src 5.6.7.8 metric 1025",
                "default via 2001:db8:100::1 dev eth0 proto static src 2001:db8:1::1 metric 1024",
                "default via 2001:db8:100::5 dev eth1 proto static src 2001:db8:1::2 metric 1025",
            ],
            KernelState.Defaults(host, c));
        foreach (string address in new[] { "1.2.3.4", "2001:db8:1::1" }) Assert.True(host.Answers(address), address);
    }

    /// <summary>They share a gateway: 169.254.0.1 and fe80::1.</summary>
    [RootFact]
    public void Two_interfaces_without_interconnect_come_up_both()
    {
        using var host = new TestHost(runtime);
        string c = host.NewContainer();
        host.Apply(Wish.Routed(c, "eth0"), Wish.Routed(c, "eth1"));
        host.AddIps(c, "eth0", "1.2.3.4", "2001:db8:1::1");
        host.AddIps(c, "eth1", "5.6.7.8", "2001:db8:1::2");
        host.Start(c);
        Assert.Equal(
            [
                "default via 169.254.0.1 dev eth0 proto static src 1.2.3.4 onlink",
                "default via 169.254.0.1 dev eth1 proto static src 5.6.7.8 metric 1025 onlink",
                "default via fe80::1 dev eth0 proto static src 2001:db8:1::1 metric 1024",
                "default via fe80::1 dev eth1 proto static src 2001:db8:1::2 metric 1025",
            ],
            KernelState.Defaults(host, c));
        foreach (string address in new[] { "1.2.3.4", "2001:db8:1::1" }) Assert.True(host.Answers(address), address);
    }

    private static string[] Defaults(string? v4, string? v6) =>
    [
        $"default via 10.100.10.101 dev eth0 proto static{(v4 is null ? "" : " src " + v4)}",
        $"default via 2001:db8:100::1 dev eth0 proto static{(v6 is null ? "" : " src " + v6)} metric 1024",
    ];
}

/// <summary>In named network namespaces.</summary>
public sealed class DefaultRouteOfNetNsTests() : DefaultRouteTests(TestRuntime.NetNs);

/// <summary>In the containers of a real LXC.</summary>
public sealed class DefaultRouteOfLxcTests() : DefaultRouteTests(TestRuntime.Lxc);
