namespace ContainerNet.Engine.Tests.Scenarios.Acceptance;

/// <summary>The main job from end to end, with what the host and the container must have after each step.</summary>
public sealed class RoutedScenarioTests
{
    [RootTheory]
    [InlineData(TestRuntime.NetNs)]
    [InlineData(TestRuntime.Lxc)]
    public void Addresses_given_while_stopped_are_there_when_the_container_runs(TestRuntime runtime)
    {
        using var host = new TestHost(runtime);
        string c = host.NewContainer();
        GiveAddressesAndStart(host, c);

        string veth = KernelState.HostVeth(host, c, "eth0");
        Assert.Equal(["10.100.10.101/30", "2001:db8:100::1/126"], KernelState.Addresses(host, veth));
        Assert.Equal(HostRoutes(veth, "1.2.3.4"), KernelState.Routes(host));
        Assert.Equal(
            ["10.100.10.102/30", "1.2.3.4/32", "2001:db8:1::1/128", "2001:db8:100::2/126"],
            KernelState.Addresses(host, "eth0", c));
        Assert.Equal(ContainerRoutes("1.2.3.4"), KernelState.Routes(host, c));
        Assert.True(host.Answers("1.2.3.4"));
        Assert.True(host.Answers("2001:db8:1::1"));
    }

    [RootTheory]
    [InlineData(TestRuntime.NetNs)]
    [InlineData(TestRuntime.Lxc)]
    public void Addresses_come_and_go_while_the_container_runs(TestRuntime runtime)
    {
        using var host = new TestHost(runtime);
        string c = host.NewContainer();
        GiveAddressesAndStart(host, c);
        host.AddIps(c, "eth0", "5.6.7.8/32");
        Assert.True(host.Answers("5.6.7.8"));
        Assert.True(host.Answers("1.2.3.4"));
        Assert.Equal(ContainerRoutes("1.2.3.4"), KernelState.Routes(host, c));

        host.RemoveIps(c, "eth0", "1.2.3.4");
        Assert.Equal(ContainerRoutes("5.6.7.8"), KernelState.Routes(host, c));
        Assert.Equal(HostRoutes(KernelState.HostVeth(host, c, "eth0"), "5.6.7.8"), KernelState.Routes(host));
        Assert.True(host.Answers("5.6.7.8"));
        Assert.NotEqual(0, host.Run("ping", "-c1", "-W1", "1.2.3.4").ExitCode);
    }

    [RootFact]
    public void Plain_lxc_start_brings_what_was_there_before()
    {
        using var host = new TestHost(TestRuntime.Lxc);
        string c = host.NewContainer();
        GiveAddressesAndStart(host, c);
        host.AddIps(c, "eth0", "5.6.7.8/32");
        host.RemoveIps(c, "eth0", "1.2.3.4");
        string before = KernelState.Of(host, c);
        host.Stop(c);
        Assert.Equal(["lo"], host.Ip("link show").Select(l => l.GetProperty("ifname").GetString()));

        host.Lxc.Start(c);
        Assert.Equal(before, KernelState.Of(host, c));
        Assert.True(host.Answers("5.6.7.8"));
        Assert.True(host.Answers("2001:db8:1::1"));
        Assert.Equal(CtState.Running, host.Container(c).State);
    }

    [RootFact]
    public void Both_runtimes_make_the_same_of_the_same_steps() =>
        Assert.Equal(StateAfterAllSteps(TestRuntime.NetNs), StateAfterAllSteps(TestRuntime.Lxc));

    private static string StateAfterAllSteps(TestRuntime runtime)
    {
        using var host = new TestHost(runtime);
        string c = host.NewContainer();
        GiveAddressesAndStart(host, c);
        host.AddIps(c, "eth0", "5.6.7.8/32", "10.5.5.1/24", "2001:db8:1::2");
        host.RemoveIps(c, "eth0", "1.2.3.4", "2001:db8:1::1");
        host.Stop(c);
        host.Apply(Wish.Routed(c, "eth1"));
        host.AddIps(c, "eth1", "9.9.9.9", "2001:db8:9::9");
        host.Start(c);
        string state = KernelState.Of(host, c).Replace(c, "CONTAINER", StringComparison.Ordinal);
        foreach (string name in new[] { "eth0", "eth1" })
        {
            state = state.Replace(KernelState.HostVeth(host, c, name), "veth-of-" + name, StringComparison.Ordinal);
        }

        return state;
    }

    private static void GiveAddressesAndStart(TestHost host, string c)
    {
        host.Apply(Wish.Routed(c, "eth0", "10.100.10.100/30", "2001:db8:100::/126"));
        host.AddIps(c, "eth0", "1.2.3.4/32");
        host.AddIps(c, "eth0", "2001:db8:1::1/128");
        host.Start(c);
    }

    private static string[] HostRoutes(string veth, string address) =>
    [
        .. new[]
        {
            $"{address} via 10.100.10.102 dev {veth} proto 199",
            $"10.100.10.100/30 dev {veth} proto kernel scope link src 10.100.10.101",
        }.Order(StringComparer.Ordinal),
        $"2001:db8:100::/126 dev {veth} proto kernel metric 256",
        $"2001:db8:1::1 via 2001:db8:100::2 dev {veth} proto 199 metric 1024",
    ];

    private static string[] ContainerRoutes(string source) =>
    [
        "10.100.10.100/30 dev eth0 proto kernel scope link src 10.100.10.102",
        $"default via 10.100.10.101 dev eth0 proto static src {source}",
        "2001:db8:100::/126 dev eth0 proto kernel metric 256",
        "2001:db8:1::1 dev eth0 proto kernel metric 256",
        "default via 2001:db8:100::1 dev eth0 proto static src 2001:db8:1::1 metric 1024",
    ];
}
