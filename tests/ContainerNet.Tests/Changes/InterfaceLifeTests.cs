using System.Text.Json;

namespace ContainerNet.Tests.Changes;

/// <summary>Interfaces made, set, renamed and removed, and containers started and stopped.</summary>
public abstract class InterfaceLifeTests(TestRuntime runtime)
{
    /// <summary>
    /// osctl.md section 7, item 49: a third interface collided with the second when the first was deleted.
    /// </summary>
    [RootFact]
    public void An_interface_made_after_another_was_removed_collides_with_none()
    {
        using var host = new TestHost(runtime);
        string c = host.NewContainer();
        host.Run($"""
            $null = New-CtNetIf {c} eth0 -Via 10.100.10.0/30
            $null = New-CtNetIf {c} eth1 -Via 10.100.10.4/30
            Remove-CtNetIf {c} eth0 -Confirm:$false
            $null = New-CtNetIf {c} eth2 -Via 10.100.10.0/30
            $null = New-CtNetIf {c} eth0 -Via 10.100.10.8/30
            Start-Ct {c}
            """);
        Assert.Equal(["eth1", "eth2", "eth0"], host.Run($"Get-CtNetIf {c}").All("Name"));
        Assert.Equal(3, host.Run($"Get-CtNetIf {c}").All("HostInterface").Distinct().Count());
        foreach (string address in new[] { "10.100.10.2", "10.100.10.6", "10.100.10.10" })
        {
            Assert.True(host.Answers(address), address);
        }
    }

    /// <summary>osctl.md section 7, item 50: a dot in a name, of container or interface, broke the hooks.</summary>
    [RootTheory]
    [InlineData("wan.7", "")]
    [InlineData("wan.7", ".example.net")]
    [InlineData("a-b_c", "")]
    [InlineData("fifteen-bytes-x", "")]
    public void A_name_that_the_kernel_allows_works(string name, string container)
    {
        using var host = new TestHost(runtime);
        string c = host.NewContainer(container);
        host.Run(
            $"$null = New-CtNetIf {c} {name} -Via 10.100.10.0/30; Add-CtNetIfIp {c} {name} 10.8.0.1; Start-Ct {c}");
        Assert.Contains("10.8.0.1/32", KernelState.Addresses(host, name, c));
        Assert.True(host.Answers("10.8.0.1"));
    }

    /// <summary>osctl.md section 7, item 13: host veths that stay after a stop.</summary>
    [RootFact]
    public void A_stopped_container_leaves_nothing_on_the_host()
    {
        using var host = new TestHost(runtime);
        string before = KernelState.Of(host);
        string c = host.NewRouted("10.100.10.0/30", "2001:db8:100::/126");
        host.Run($"Add-CtNetIfIp {c} eth0 10.8.0.1, 10.5.5.1/24, 2001:db8:8::1; Stop-Ct {c}");
        Assert.Equal(before, KernelState.Of(host));
        Assert.DoesNotContain(c, host.Start("ip", "netns", "list").Output, StringComparison.Ordinal);
        Assert.Equal(
            ["10.8.0.1/32", "10.5.5.1/24", "2001:db8:8::1/128"], host.Run($"Get-CtNetIfIp {c}").All("Address"));
    }

    [RootFact]
    public void A_renamed_interface_keeps_its_addresses_and_frees_its_name()
    {
        using var host = new TestHost(runtime);
        string c = host.NewContainer();
        host.Run($"""
            $null = New-CtNetIf {c} eth0 -Via 10.100.10.0/30
            Add-CtNetIfIp {c} eth0 10.8.0.1
            Rename-CtNetIf {c} eth0 wan0
            Rename-CtNetIf {c} wan0 wan0
            $null = New-CtNetIf {c} eth0 -Via 10.100.10.4/30
            Start-Ct {c}
            """);
        Assert.Equal(["10.100.10.2/30", "10.8.0.1/32"], KernelState.Addresses(host, "wan0", c));
        Assert.Equal(["10.100.10.6/30"], KernelState.Addresses(host, "eth0", c));
        Assert.True(host.Answers("10.8.0.1"));
    }

    [RootFact]
    public void Settings_of_the_link_reach_the_kernel()
    {
        using var host = new TestHost(runtime);
        string c = host.NewContainer();
        host.Run($"""
            $null = New-CtNetIf {c} eth0 -Routed -MacAddress 52:54:00:12:34:56 -Mtu 1400 -TxQueues 3 -RxQueues 2
            $null = New-CtNetIf {c} eth1 -Routed -MacAddress 52:54:00:xx:xx:xx
            Start-Ct {c}
            """);
        JsonElement eth0 = host.Ip("-d link show dev eth0", c)[0];
        Assert.Equal("52:54:00:12:34:56", eth0.GetProperty("address").GetString());
        Assert.Equal(1400, eth0.GetProperty("mtu").GetInt32());
        Assert.Equal(3, eth0.GetProperty("num_tx_queues").GetInt32());
        Assert.Equal(2, eth0.GetProperty("num_rx_queues").GetInt32());
        JsonElement veth = host.Ip($"link show dev {KernelState.HostVeth(host, c, "eth0")}")[0];
        Assert.Equal(1400, veth.GetProperty("mtu").GetInt32());
        string random = host.Ip("link show dev eth1", c)[0].GetProperty("address").GetString()!;
        Assert.StartsWith("52:54:00:", random, StringComparison.Ordinal);
        host.Run($"Stop-Ct {c}; Start-Ct {c}");
        Assert.Equal(random, host.Ip("link show dev eth1", c)[0].GetProperty("address").GetString());
    }

    [RootFact]
    public void Settings_that_were_changed_while_stopped_hold_from_the_next_start()
    {
        using var host = new TestHost(runtime);
        string c = host.NewContainer();
        host.Run($"""
            $null = New-CtNetIf {c} eth0 -Via 10.100.10.0/30 -Mtu 1400 -MacAddress 52:54:00:12:34:56
            Add-CtNetIfIp {c} eth0 10.8.0.1
            Set-CtNetIf {c} eth0 -Via 10.100.10.8/30 -Mtu 0 -MacAddress auto
            Start-Ct {c}
            """);
        Assert.Equal(["10.100.10.10/30", "10.8.0.1/32"], KernelState.Addresses(host, "eth0", c));
        JsonElement eth0 = host.Ip("link show dev eth0", c)[0];
        Assert.Equal(1500, eth0.GetProperty("mtu").GetInt32());
        Assert.NotEqual("52:54:00:12:34:56", eth0.GetProperty("address").GetString());
        Assert.True(host.Answers("10.8.0.1"));
    }

    [RootFact]
    public void Starting_and_stopping_twice_is_no_error_and_changes_nothing()
    {
        using var host = new TestHost(runtime);
        string c = host.NewRouted("10.100.10.0/30");
        string running = KernelState.Of(host, c);
        host.Run($"Start-Ct {c}");
        Assert.Equal(running, KernelState.Of(host, c));
        host.Run($"Stop-Ct {c}; Stop-Ct {c}");
        Assert.Equal("Stopped", host.Run($"Get-Ct {c}").All("State").Single());
    }
}

/// <summary>In named network namespaces.</summary>
public sealed class InterfaceLifeOfNetNsTests() : InterfaceLifeTests(TestRuntime.NetNs);

/// <summary>In the containers of a real LXC.</summary>
public sealed class InterfaceLifeOfLxcTests() : InterfaceLifeTests(TestRuntime.Lxc);
