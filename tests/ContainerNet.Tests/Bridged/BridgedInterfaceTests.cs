namespace ContainerNet.Tests.Bridged;

/// <summary>What a bridged interface makes of the kernel.</summary>
public sealed class BridgedInterfaceTests
{
    /// <summary>osctl.md 2.8 [BUG]: the first static address of a running container brought no gateway.</summary>
    [RootFact]
    public void The_first_address_of_a_running_container_brings_the_default_route()
    {
        using var host = new TestHost();
        string c = Make(host, "-NoDhcp", running: true);
        Assert.Empty(KernelState.Defaults(host, c));
        host.Run($"Add-CtNetIfIp {c} eth0 192.0.2.9/24, 2001:db8:2::9/64");
        Assert.Equal(
            [
                "default via 192.0.2.1 dev eth0 proto static",
                "default via 2001:db8:2::1 dev eth0 proto static metric 1024",
            ],
            KernelState.Defaults(host, c));
        Assert.True(host.Answers("192.0.2.9"));
        Assert.True(host.Answers("2001:db8:2::9"));

        host.Run($"Remove-CtNetIfIp {c} eth0 -All");
        Assert.Empty(KernelState.Defaults(host, c));
        Assert.Empty(KernelState.Addresses(host, "eth0", c));
    }

    /// <summary>
    /// osctl.md section 7, items 45, 46 and 54: gateways that crashed, were taken for auto, or were kept.
    /// </summary>
    [RootTheory]
    [InlineData("-GatewayV4 none", null)]
    [InlineData("-GatewayV4 192.0.2.7", "192.0.2.7")]
    [InlineData("-GatewayV4 auto", "192.0.2.1")]
    public void The_gateway_is_what_was_asked_for(string gateway, string? expected)
    {
        using var host = new TestHost();
        string c = Make(host, $"-NoDhcp {gateway}", running: false);
        host.Run($"Add-CtNetIfIp {c} eth0 192.0.2.9/24; Start-Ct {c}");
        Assert.Equal(
            expected is null ? [] : [$"default via {expected} dev eth0 proto static"], KernelState.Defaults(host, c));
    }

    [RootFact]
    public void The_gateway_auto_is_the_bridges_address_at_the_time_of_the_start()
    {
        using var host = new TestHost();
        string c = Make(host, "-NoDhcp", running: false);
        host.Run($"Add-CtNetIfIp {c} eth0 192.0.2.9/24");
        host.IpDo("addr del 192.0.2.1/24 dev br0");
        host.IpDo("addr add 192.0.2.3/24 dev br0");
        host.Run($"Start-Ct {c}");
        Assert.Equal(["default via 192.0.2.3 dev eth0 proto static"], KernelState.Defaults(host, c));
    }

    [RootFact]
    public void A_container_with_DHCP_gets_its_static_addresses_and_no_default_route_of_ours()
    {
        using var host = new TestHost();
        string c = Make(host, "", running: false);
        host.Run($"Add-CtNetIfIp {c} eth0 192.0.2.9/24; Start-Ct {c}");
        Assert.Equal(["192.0.2.9/24"], KernelState.Addresses(host, "eth0", c));
        Assert.Empty(KernelState.Defaults(host, c));
        Assert.True(host.Answers("192.0.2.9"));
    }

    [RootFact]
    public void The_host_end_is_a_port_of_the_bridge_without_an_address()
    {
        using var host = new TestHost();
        string c = Make(host, "-NoDhcp", running: true);
        string veth = KernelState.HostVeth(host, c, "eth0");
        Assert.Equal("br0", host.Ip($"link show dev {veth}")[0].GetProperty("master").GetString());
        Assert.Empty(KernelState.Addresses(host, veth));
    }

    /// <summary>
    /// osctl.md 2.9: the bridge's existence was not checked, and the container failed to start later.
    /// </summary>
    [RootFact]
    public void A_missing_bridge_is_a_warning_when_made_and_a_clear_error_at_start()
    {
        using var host = new TestHost();
        string c = host.NewContainer();
        Outcome made = host.Run($"New-CtNetIf {c} eth0 -Link br0");
        Assert.Contains("br0", Assert.Single(made.Warnings), StringComparison.Ordinal);
        Outcome outcome = host.Try($"Start-Ct {c}");
        Assert.Equal("BridgeNotFound", Outcome.IdOf(outcome.Error));
        Assert.Contains("br0", outcome.Error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(c, host.Start("ip", "netns", "list").Output, StringComparison.Ordinal);
    }

    private static string Make(TestHost host, string how, bool running)
    {
        host.NewBridge("br0", "192.0.2.1/24", "2001:db8:2::1/64");
        string c = host.NewContainer();
        host.Run($"$null = New-CtNetIf {c} eth0 -Link br0 {how}");
        if (running) host.Run($"Start-Ct {c}");
        return c;
    }
}
