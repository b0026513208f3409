using System.Text.Json;

namespace ContainerNet.Tests.Changes;

/// <summary>Interfaces made, set, renamed and removed, and containers started and stopped.</summary>
public sealed class InterfaceLifeTests
{
    /// <summary>
    /// osctl.md section 7, item 49: a third interface collided with the second when the first was deleted.
    /// </summary>
    [RootFact]
    public void An_interface_made_after_another_was_removed_collides_with_none()
    {
        using var host = new TestHost();
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

    /// <summary>osctl.md 2.5 [BUG]: a dot in a name broke the hooks; 2.9 [BUG]: names were not checked.</summary>
    [RootTheory]
    [InlineData("wan.7")]
    [InlineData("a-b_c")]
    [InlineData("fifteen-bytes-x")]
    public void A_name_that_the_kernel_allows_works(string name)
    {
        using var host = new TestHost();
        string c = host.NewContainer();
        host.Run(
            $"$null = New-CtNetIf {c} {name} -Via 10.100.10.0/30; Add-CtNetIfIp {c} {name} 10.8.0.1; Start-Ct {c}");
        Assert.Contains("10.8.0.1/32", KernelState.Addresses(host, name, c));
        Assert.True(host.Answers("10.8.0.1"));
    }

    /// <summary>osctl.md section 7, item 13: host veths that stay after a stop.</summary>
    [RootFact]
    public void A_stopped_container_leaves_nothing_on_the_host()
    {
        using var host = new TestHost();
        string before = KernelState.Of(host);
        string c = host.NewRouted("10.100.10.0/30", "2001:db8:100::/126");
        host.Run($"Add-CtNetIfIp {c} eth0 10.8.0.1, 10.5.5.1/24, 2001:db8:8::1; Stop-Ct {c}");
        Assert.Equal(before, KernelState.Of(host));
        Assert.DoesNotContain(c, host.Start("ip", "netns", "list").Output, StringComparison.Ordinal);
        Assert.Equal(
            ["10.8.0.1/32", "10.5.5.1/24", "2001:db8:8::1/128"], host.Run($"Get-CtNetIfIp {c}").All("Address"));
    }

    [RootFact]
    public void A_removed_container_leaves_no_file_and_its_addresses_are_free()
    {
        using var host = new TestHost();
        string c = host.NewRouted("10.100.10.0/30");
        host.Run($"Add-CtNetIfIp {c} eth0 10.8.0.1; Remove-Ct {c} -Force -Confirm:$false");
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(StagedModule.State, "containers")));
        string other = host.NewRouted("10.100.10.0/30");
        host.Run($"Add-CtNetIfIp {other} eth0 10.8.0.1");
        Assert.True(host.Answers("10.8.0.1"));
    }

    [RootFact]
    public void A_renamed_interface_keeps_its_addresses_and_frees_its_name()
    {
        using var host = new TestHost();
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
        using var host = new TestHost();
        string c = host.NewContainer();
        host.Run($"""
            $null = New-CtNetIf {c} eth0 -Routed -MacAddress 52:54:00:12:34:56 -Mtu 1400 -TxQueues 3 -RxQueues 2
            $null = New-CtNetIf {c} eth1 -Routed -MacAddress 52:54:00:xx:xx:xx
            Start-Ct {c}
            """);
        JsonElement eth0 = host.Ip($"-n {c} -d link show dev eth0")[0];
        Assert.Equal("52:54:00:12:34:56", eth0.GetProperty("address").GetString());
        Assert.Equal(1400, eth0.GetProperty("mtu").GetInt32());
        Assert.Equal(3, eth0.GetProperty("num_tx_queues").GetInt32());
        Assert.Equal(2, eth0.GetProperty("num_rx_queues").GetInt32());
        JsonElement veth = host.Ip($"link show dev {KernelState.HostVeth(host, c, "eth0")}")[0];
        Assert.Equal(1400, veth.GetProperty("mtu").GetInt32());
        string random = host.Ip($"-n {c} link show dev eth1")[0].GetProperty("address").GetString()!;
        Assert.StartsWith("52:54:00:", random, StringComparison.Ordinal);
        host.Run($"Stop-Ct {c}; Start-Ct {c}");
        Assert.Equal(random, host.Ip($"-n {c} link show dev eth1")[0].GetProperty("address").GetString());
    }

    [RootFact]
    public void Settings_that_were_changed_while_stopped_hold_from_the_next_start()
    {
        using var host = new TestHost();
        string c = host.NewContainer();
        host.Run($"""
            $null = New-CtNetIf {c} eth0 -Via 10.100.10.0/30 -Mtu 1400 -MacAddress 52:54:00:12:34:56
            Add-CtNetIfIp {c} eth0 10.8.0.1
            Set-CtNetIf {c} eth0 -Via 10.100.10.8/30 -Mtu 0 -MacAddress auto
            Start-Ct {c}
            """);
        Assert.Equal(["10.100.10.10/30", "10.8.0.1/32"], KernelState.Addresses(host, "eth0", c));
        JsonElement eth0 = host.Ip($"-n {c} link show dev eth0")[0];
        Assert.Equal(1500, eth0.GetProperty("mtu").GetInt32());
        Assert.NotEqual("52:54:00:12:34:56", eth0.GetProperty("address").GetString());
        Assert.True(host.Answers("10.8.0.1"));
    }

    [RootFact]
    public void Starting_and_stopping_twice_is_no_error_and_changes_nothing()
    {
        using var host = new TestHost();
        string c = host.NewRouted("10.100.10.0/30");
        string running = KernelState.Of(host, c);
        host.Run($"Start-Ct {c}");
        Assert.Equal(running, KernelState.Of(host, c));
        host.Run($"Stop-Ct {c}; Stop-Ct {c}");
        Assert.Equal("Stopped", host.Run($"Get-Ct {c}").All("State").Single());
    }

    /// <summary>A namespace that ip made is not ours to take.</summary>
    [RootFact]
    public void A_name_that_a_network_namespace_has_is_refused_for_a_container()
    {
        using var host = new TestHost();
        string name = host.NewName();
        host.IpDo($"netns add {name}");
        Outcome outcome = host.Try($"New-Ct {name}");
        Assert.Equal("ContainerExists", Outcome.IdOf(outcome.Error));
        Assert.Contains(name, host.Start("ip", "netns", "list").Output, StringComparison.Ordinal);
    }

    [RootFact]
    public void An_init_runs_in_the_container_and_ends_with_it()
    {
        using var host = new TestHost();
        string c = host.NewName();
        host.Run($"$null = New-Ct {c} -Init /bin/sleep, 1000; $null = New-CtNetIf {c} eth0 -Routed; Start-Ct {c}");
        string pid = host.Run($"Get-Ct {c}").All("InitPid").Single();
        Assert.Equal($"{c}\n", host.Start("ip", "netns", "identify", pid).Output);
        Assert.Equal("sleep\n", File.ReadAllText($"/proc/{pid}/comm"));
        host.Run($"Stop-Ct {c}");
        Assert.False(Directory.Exists($"/proc/{pid}"));
        Assert.Equal("", host.Run($"Get-Ct {c}").All("InitPid").Single());
    }
}
