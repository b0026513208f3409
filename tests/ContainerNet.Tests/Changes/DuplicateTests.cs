namespace ContainerNet.Tests.Changes;

/// <summary>
/// What belongs to one interface is refused to another, and the owner named (osctl.md section 6, item 6).
/// </summary>
public abstract class DuplicateTests(TestRuntime runtime)
{
    /// <summary>osctl.md 1.4: osctl took 1.2.3.4/32 and 1.2.3.4/24 for two addresses.</summary>
    [RootTheory]
    [InlineData(false, "1.2.3.4/32")]
    [InlineData(false, "1.2.3.4/24")]
    [InlineData(true, "1.2.3.4/32")]
    [InlineData(true, "1.2.3.4/24")]
    public void An_address_is_refused_a_second_time_whatever_its_prefix(bool running, string again)
    {
        using var host = new TestHost(runtime);
        string c = host.NewRouted("10.100.10.100/30");
        host.Run($"Add-CtNetIfIp {c} eth0 1.2.3.4/32");
        if (!running) host.Run($"Stop-Ct {c}");
        string before = File.ReadAllText(StagedModule.FileOf(c));

        Outcome outcome = host.Try($"Add-CtNetIfIp {c} eth0 {again}");
        Assert.Equal("AddressInUse", Outcome.IdOf(outcome.Error));
        Assert.Contains($"{c}/eth0", outcome.Error.ToString(), StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllText(StagedModule.FileOf(c)));
    }

    /// <summary>
    /// osctl.md section 7, item 51: the same address in two containers was found when the second failed to start.
    /// </summary>
    [RootTheory]
    [InlineData("1.2.3.4/32")]
    [InlineData("2001:db8:1::1/128")]
    public void An_address_of_another_container_is_refused_and_the_owner_named(string address)
    {
        using var host = new TestHost(runtime);
        string owner = host.NewRouted("10.100.10.100/30", "2001:db8:100::/126");
        string other = host.NewContainer();
        host.Run($"""
            Add-CtNetIfIp {owner} eth0 {address}
            $null = New-CtNetIf {other} eth0 -Via 10.100.10.104/30, 2001:db8:100::4/126
            """);
        Outcome outcome = host.Try($"Add-CtNetIfIp {other} eth0 {address}");
        Assert.Equal("AddressInUse", Outcome.IdOf(outcome.Error));
        Assert.Contains($"{owner}/eth0", outcome.Error.ToString(), StringComparison.Ordinal);
        Assert.Empty(host.Run($"Get-CtNetIfIp {other}").Objects);
    }

    [RootFact]
    public void An_address_of_another_interface_of_the_container_is_refused()
    {
        using var host = new TestHost(runtime);
        string c = host.NewContainer();
        host.Run($"""
            $null = New-CtNetIf {c} eth0 -Routed
            $null = New-CtNetIf {c} eth1 -Routed
            Add-CtNetIfIp {c} eth0 1.2.3.4
            """);
        Outcome outcome = host.Try($"Add-CtNetIfIp {c} eth1 1.2.3.4");
        Assert.Equal("AddressInUse", Outcome.IdOf(outcome.Error));
        Assert.Contains($"{c}/eth0", outcome.Error.ToString(), StringComparison.Ordinal);
    }

    [RootFact]
    public void An_address_in_a_network_that_is_routed_to_another_container_is_refused()
    {
        using var host = new TestHost(runtime);
        string owner = host.NewRouted("10.100.10.100/30");
        string other = host.NewRouted("10.100.10.104/30");
        host.Run($"Add-CtNetIfIp {owner} eth0 10.5.5.1/24");
        Outcome outcome = host.Try($"Add-CtNetIfIp {other} eth0 10.5.5.7/32");
        Assert.Equal("RouteOverlaps", Outcome.IdOf(outcome.Error));
        Assert.Contains($"{owner}/eth0", outcome.Error.ToString(), StringComparison.Ordinal);
    }

    /// <summary>osctl.md 1.3 [BUG]: nothing checked that two interfaces used overlapping interconnects.</summary>
    [RootTheory]
    [InlineData("10.100.10.100/30")]
    [InlineData("10.100.10.0/24")]
    [InlineData("10.100.10.102/31")]
    public void An_interconnect_that_overlaps_another_is_refused_and_the_owner_named(string via)
    {
        using var host = new TestHost(runtime);
        string owner = host.NewRouted("10.100.10.100/30");
        string other = host.NewContainer();
        Outcome outcome = host.Try($"New-CtNetIf {other} eth0 -Via {via}");
        Assert.Equal("InterconnectOverlaps", Outcome.IdOf(outcome.Error));
        Assert.Contains($"{owner}/eth0", outcome.Error.ToString(), StringComparison.Ordinal);
        Assert.Empty(host.Run($"Get-CtNetIf {other}").Objects);
    }

    /// <summary>osctl.md 1.3 [BUG]: nor with a network of the host.</summary>
    [RootFact]
    public void An_interconnect_that_overlaps_a_network_of_the_host_is_refused_and_the_link_named()
    {
        using var host = new TestHost(runtime);
        host.NewBridge("br7", "10.100.10.1/24");
        string c = host.NewContainer();
        Outcome outcome = host.Try($"New-CtNetIf {c} eth0 -Via 10.100.10.100/30");
        Assert.Equal("InterconnectOverlaps", Outcome.IdOf(outcome.Error));
        Assert.Contains("br7", outcome.Error.ToString(), StringComparison.Ordinal);
    }

    [RootTheory]
    [InlineData("10.100.10.101/32")]
    [InlineData("10.100.10.102/32")]
    public void The_ends_of_the_interconnect_are_refused_as_addresses(string end)
    {
        using var host = new TestHost(runtime);
        string c = host.NewRouted("10.100.10.100/30");
        Outcome outcome = host.Try($"Add-CtNetIfIp {c} eth0 {end}");
        Assert.Equal("AddressInUse", Outcome.IdOf(outcome.Error));
    }

    [RootFact]
    public void An_address_of_the_host_is_refused_and_the_link_named()
    {
        using var host = new TestHost(runtime);
        host.NewBridge("br7", "192.0.2.1/24");
        string c = host.NewRouted("10.100.10.100/30");
        Outcome outcome = host.Try($"Add-CtNetIfIp {c} eth0 192.0.2.1/32");
        Assert.Equal("AddressInUse", Outcome.IdOf(outcome.Error));
        Assert.Contains("br7", outcome.Error.ToString(), StringComparison.Ordinal);
    }

    /// <summary>osctl.md 1.4: addresses that no interface can have were not refused.</summary>
    [RootTheory]
    [InlineData("0.0.0.0")]
    [InlineData("127.0.0.1")]
    [InlineData("224.0.0.1")]
    [InlineData("255.255.255.255")]
    [InlineData("10.5.5.0/24")]
    [InlineData("10.5.5.255/24")]
    [InlineData("::")]
    [InlineData("::1")]
    [InlineData("ff02::1")]
    [InlineData("fe80::7/64")]
    [InlineData("2001:db8:5::/64")]
    public void An_address_that_no_interface_can_have_is_refused(string address)
    {
        using var host = new TestHost(runtime);
        string c = host.NewRouted();
        Outcome outcome = host.Try($"Add-CtNetIfIp {c} eth0 {address}");
        Assert.Equal("InvalidAddress", Outcome.IdOf(outcome.Error));
        Assert.Empty(host.Run($"Get-CtNetIfIp {c}").Objects);
    }

    /// <summary>
    /// The gateway of an interface is not the container's to have: every packet out would end in itself.
    /// </summary>
    [RootTheory]
    [InlineData("-Routed", "169.254.0.1")]
    [InlineData("-Link br0 -NoDhcp -GatewayV4 192.0.2.254", "192.0.2.254/24")]
    public void The_gateway_of_the_interface_is_refused_as_an_address(string how, string gateway)
    {
        using var host = new TestHost(runtime);
        host.NewBridge("br0", "192.0.2.1/24");
        string c = host.NewContainer();
        host.Run($"$null = New-CtNetIf {c} eth0 {how}");
        Outcome outcome = host.Try($"Add-CtNetIfIp {c} eth0 {gateway}");
        Assert.Equal("AddressInUse", Outcome.IdOf(outcome.Error));
    }

    [RootFact]
    public void An_address_of_the_interface_is_refused_as_its_gateway()
    {
        using var host = new TestHost(runtime);
        host.NewBridge("br0", "192.0.2.1/24");
        string c = host.NewContainer();
        host.Run($"$null = New-CtNetIf {c} eth0 -Link br0 -NoDhcp; Add-CtNetIfIp {c} eth0 192.0.2.9/24");
        Outcome outcome = host.Try($"Set-CtNetIf {c} eth0 -GatewayV4 192.0.2.9");
        Assert.Equal("AddressInUse", Outcome.IdOf(outcome.Error));
        Assert.Equal("auto", host.Run($"Get-CtNetIf {c} eth0").All("GatewayV4").Single());
    }
}

/// <summary>In named network namespaces.</summary>
public sealed class DuplicateOfNetNsTests() : DuplicateTests(TestRuntime.NetNs);

/// <summary>In the containers of a real LXC.</summary>
public sealed class DuplicateOfLxcTests() : DuplicateTests(TestRuntime.Lxc);
