namespace ContainerNet.Engine.Tests.Scenarios.Bridged;

/// <summary>What a bridged interface makes of the kernel.</summary>
public abstract class BridgedInterfaceTests(TestRuntime runtime)
{
    /// <summary>Neither when ours comes nor when it goes: whoever reaches the host by it has its address in mind.</summary>
    [RootFact]
    public void A_bridge_keeps_its_hardware_address_whoever_becomes_its_port()
    {
        using var host = new TestHost(runtime);
        host.NewBridge("br0", "10.0.3.1/24");
        host.IpDo("link add p0 address f2:00:00:00:00:01 type veth peer name p1");
        host.IpDo("link set p0 master br0 up");
        string before = Mac(host);
        string[] names = [.. Enumerable.Range(0, 4).Select(_ => host.NewContainer())];
        host.Apply(names.Select(c => Wish.Bridged(c, "eth0", "br0")));
        host.Start(names);
        Assert.Equal(("f2:00:00:00:00:01", before), (before, Mac(host)));
        Assert.All(names, c => Assert.Empty(host.Drift(c)));
        host.Stop(names);
        Assert.Equal(before, Mac(host));

        static string Mac(TestHost host) => host.Ip("link show dev br0")[0].GetProperty("address").GetString()!;
    }

    /// <summary>The gateway waits for an address of its family.</summary>
    [RootFact]
    public void The_first_address_of_a_running_container_brings_the_default_route()
    {
        using var host = new TestHost(runtime);
        string c = Make(host, running: true);
        Assert.Empty(KernelState.Defaults(host, c));
        host.AddIps(c, "eth0", "192.0.2.9/24", "2001:db8:2::9/64");
        Assert.Equal(
            [
                "default via 192.0.2.1 dev eth0 proto static",
                "default via 2001:db8:2::1 dev eth0 proto static metric 1024",
            ],
            KernelState.Defaults(host, c));
        Assert.True(host.Answers("192.0.2.9"));
        Assert.True(host.Answers("2001:db8:2::9"));

        host.RemoveAllIps(c, "eth0");
        Assert.Empty(KernelState.Defaults(host, c));
        Assert.Empty(KernelState.Addresses(host, "eth0", c));
    }

    /// <summary>Whether it is given when the interface is made or later.</summary>
    [RootTheory]
    [InlineData("none", "none", null, null)]
    [InlineData("192.0.2.7", "2001:db8:2::7", "192.0.2.7", "2001:db8:2::7")]
    [InlineData("auto", "none", "192.0.2.1", null)]
    [InlineData("none", "auto", null, "2001:db8:2::1")]
    public void The_gateway_is_what_was_asked_for(string v4, string v6, string? expectedV4, string? expectedV6)
    {
        using var host = new TestHost(runtime);
        string c = Make(host, running: false, gatewayV4: v4, gatewayV6: v6);
        host.AddIps(c, "eth0", "192.0.2.9/24", "2001:db8:2::9/64");
        host.Start(c);
        string[] expected = [.. Defaults(expectedV4, expectedV6)];
        Assert.Equal(expected, KernelState.Defaults(host, c));
        Assert.Equal([v4, v6], Gateways(host, c));

        host.Stop(c);
        host.Apply(Wish.Set(c, "eth0", Wish.Gateways("192.0.2.5", "2001:db8:2::5")));
        host.Start(c);
        Assert.Equal(Defaults("192.0.2.5", "2001:db8:2::5"), KernelState.Defaults(host, c));
        host.Stop(c);
        host.Apply(Wish.Set(c, "eth0", Wish.Gateways(v4, v6)));
        host.Start(c);
        Assert.Equal(expected, KernelState.Defaults(host, c));
    }

    /// <summary>Auto is no address that is kept.</summary>
    [RootFact]
    public void The_gateway_auto_is_the_bridges_address_at_the_time_of_the_start()
    {
        using var host = new TestHost(runtime);
        string c = Make(host, running: false);
        host.AddIps(c, "eth0", "192.0.2.9/24");
        host.IpDo("addr del 192.0.2.1/24 dev br0");
        host.IpDo("addr add 192.0.2.3/24 dev br0");
        host.Start(c);
        Assert.Equal(["default via 192.0.2.3 dev eth0 proto static"], KernelState.Defaults(host, c));

        // The same session looks again.
        host.IpDo("addr del 192.0.2.3/24 dev br0");
        host.IpDo("addr add 192.0.2.4/24 dev br0");
        host.Restart(c);
        Assert.Equal(["default via 192.0.2.4 dev eth0 proto static"], KernelState.Defaults(host, c));
    }

    [RootFact]
    public void A_container_with_DHCP_gets_its_static_addresses_and_no_default_route_of_ours()
    {
        using var host = new TestHost(runtime);
        string c = Make(host, running: false, dhcp: true);
        host.AddIps(c, "eth0", "192.0.2.9/24");
        host.Start(c);
        Assert.Equal(["192.0.2.9/24"], KernelState.Addresses(host, "eth0", c));
        Assert.Empty(KernelState.Defaults(host, c));
        Assert.True(host.Answers("192.0.2.9"));
    }

    [RootFact]
    public void The_host_end_is_a_port_of_the_bridge_without_an_address()
    {
        using var host = new TestHost(runtime);
        string c = Make(host, running: true);
        string veth = KernelState.HostVeth(host, c, "eth0");
        Assert.Equal("br0", host.Ip($"link show dev {veth}")[0].GetProperty("master").GetString());
        Assert.Empty(KernelState.Addresses(host, veth));
    }

    [RootFact]
    public void A_missing_bridge_is_a_warning_when_made_and_a_clear_error_at_start()
    {
        using var host = new TestHost(runtime);
        string c = host.NewContainer();
        host.Apply(Wish.Bridged(c, "eth0", "br0", dhcp: true));
        Assert.Contains("br0", Assert.Single(host.Told.Warnings), StringComparison.Ordinal);
        ContainerNetException error = host.StartRefused(c);
        Assert.Equal("BridgeNotFound", error.ErrorId);
        Assert.Contains("br0", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(c, host.Run("ip", "netns", "list").Output, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Defaults(string? v4, string? v6)
    {
        if (v4 is not null) yield return $"default via {v4} dev eth0 proto static";
        if (v6 is not null) yield return $"default via {v6} dev eth0 proto static metric 1024";
    }

    private static string[] Gateways(TestHost host, string c)
    {
        CtNetIf shown = host.Interface(c, "eth0");
        return [$"{shown.GatewayV4}", $"{shown.GatewayV6}"];
    }

    private static string Make(
        TestHost host, bool running, bool dhcp = false, string? gatewayV4 = null, string? gatewayV6 = null)
    {
        host.NewBridge("br0", "192.0.2.1/24", "2001:db8:2::1/64");
        string c = host.NewContainer();
        host.Apply(Wish.Bridged(c, "eth0", "br0", dhcp, gatewayV4, gatewayV6));
        if (running) host.Start(c);
        return c;
    }
}

/// <summary>In named network namespaces.</summary>
public sealed class BridgedInterfaceOfNetNsTests() : BridgedInterfaceTests(TestRuntime.NetNs);

/// <summary>In the containers of a real LXC.</summary>
public sealed class BridgedInterfaceOfLxcTests() : BridgedInterfaceTests(TestRuntime.Lxc);
