namespace ContainerNet.Engine.Tests.Scenarios.Changes;

/// <summary>What belongs to one interface is refused to another, and the owner named.</summary>
public abstract class DuplicateTests(TestRuntime runtime)
{
    [RootTheory]
    [InlineData(false, "1.2.3.4/32")]
    [InlineData(false, "1.2.3.4/24")]
    [InlineData(true, "1.2.3.4/32")]
    [InlineData(true, "1.2.3.4/24")]
    public void An_address_is_refused_a_second_time_whatever_its_prefix(bool running, string again)
    {
        using var host = new TestHost(runtime);
        string c = host.NewRouted("10.100.10.100/30");
        host.AddIps(c, "eth0", "1.2.3.4/32");
        if (!running) host.Stop(c);
        string before = File.ReadAllText(host.FileOf(c));

        ContainerNetException error = host.Refused(Wish.AddIp(c, "eth0", again));
        Assert.Equal("AddressInUse", error.ErrorId);
        Assert.Contains($"{c}/eth0", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllText(host.FileOf(c)));
    }

    [RootTheory]
    [InlineData("1.2.3.4/32")]
    [InlineData("2001:db8:1::1/128")]
    public void An_address_of_another_container_is_refused_and_the_owner_named(string address)
    {
        using var host = new TestHost(runtime);
        string owner = host.NewRouted("10.100.10.100/30", "2001:db8:100::/126");
        string other = host.NewContainer();
        host.AddIps(owner, "eth0", address);
        host.Apply(Wish.Routed(other, "eth0", "10.100.10.104/30", "2001:db8:100::4/126"));
        ContainerNetException error = host.Refused(Wish.AddIp(other, "eth0", address));
        Assert.Equal("AddressInUse", error.ErrorId);
        Assert.Contains($"{owner}/eth0", error.Message, StringComparison.Ordinal);
        Assert.Empty(host.Ips(other));
    }

    [RootFact]
    public void An_address_of_another_interface_of_the_container_is_refused()
    {
        using var host = new TestHost(runtime);
        string c = host.NewContainer();
        host.Apply(Wish.Routed(c, "eth0"), Wish.Routed(c, "eth1"));
        host.AddIps(c, "eth0", "1.2.3.4");
        ContainerNetException error = host.Refused(Wish.AddIp(c, "eth1", "1.2.3.4"));
        Assert.Equal("AddressInUse", error.ErrorId);
        Assert.Contains($"{c}/eth0", error.Message, StringComparison.Ordinal);
    }

    [RootFact]
    public void An_address_in_a_network_that_is_routed_to_another_container_is_refused()
    {
        using var host = new TestHost(runtime);
        string owner = host.NewRouted("10.100.10.100/30");
        string other = host.NewRouted("10.100.10.104/30");
        host.AddIps(owner, "eth0", "10.5.5.1/24");
        ContainerNetException error = host.Refused(Wish.AddIp(other, "eth0", "10.5.5.7/32"));
        Assert.Equal("RouteOverlaps", error.ErrorId);
        Assert.Contains($"{owner}/eth0", error.Message, StringComparison.Ordinal);
    }

    [RootTheory]
    [InlineData("10.100.10.100/30")]
    [InlineData("10.100.10.0/24")]
    [InlineData("10.100.10.102/31")]
    public void An_interconnect_that_overlaps_another_is_refused_and_the_owner_named(string via)
    {
        using var host = new TestHost(runtime);
        string owner = host.NewRouted("10.100.10.100/30");
        string other = host.NewContainer();
        ContainerNetException error = host.Refused(Wish.Routed(other, "eth0", via));
        Assert.Equal("InterconnectOverlaps", error.ErrorId);
        Assert.Contains($"{owner}/eth0", error.Message, StringComparison.Ordinal);
        Assert.Empty(host.Interfaces(other));
    }

    [RootFact]
    public void An_interconnect_that_overlaps_a_network_of_the_host_is_refused_and_the_link_named()
    {
        using var host = new TestHost(runtime);
        host.NewBridge("br7", "10.100.10.1/24");
        string c = host.NewContainer();
        ContainerNetException error = host.Refused(Wish.Routed(c, "eth0", "10.100.10.100/30"));
        Assert.Equal("InterconnectOverlaps", error.ErrorId);
        Assert.Contains("br7", error.Message, StringComparison.Ordinal);
    }

    [RootTheory]
    [InlineData("10.100.10.101/32")]
    [InlineData("10.100.10.102/32")]
    public void The_ends_of_the_interconnect_are_refused_as_addresses(string end)
    {
        using var host = new TestHost(runtime);
        string c = host.NewRouted("10.100.10.100/30");
        ContainerNetException error = host.Refused(Wish.AddIp(c, "eth0", end));
        Assert.Equal("AddressInUse", error.ErrorId);
    }

    [RootFact]
    public void An_address_of_the_host_is_refused_and_the_link_named()
    {
        using var host = new TestHost(runtime);
        host.NewBridge("br7", "192.0.2.1/24");
        string c = host.NewRouted("10.100.10.100/30");
        ContainerNetException error = host.Refused(Wish.AddIp(c, "eth0", "192.0.2.1/32"));
        Assert.Equal("AddressInUse", error.ErrorId);
        Assert.Contains("br7", error.Message, StringComparison.Ordinal);
    }

    [RootFact]
    public void An_address_that_no_interface_can_have_is_refused()
    {
        string[] addresses =
        [
            "0.0.0.0", "127.0.0.1", "224.0.0.1", "255.255.255.255", "10.5.5.0/24", "10.5.5.255/24",
            "::", "::1", "ff02::1", "fe80::7/64", "2001:db8:5::/64",
        ];
        using var host = new TestHost(runtime);
        string c = host.NewRouted();
        IEnumerable<string> refused =
            host.Try(Wish.AddIps(c, "eth0", addresses)).Select((o, i) => $"{addresses[i]} {o.Error?.ErrorId}");
        Assert.Equal(addresses.Select(a => a + " InvalidAddress"), refused);
        Assert.Empty(host.Ips(c));
    }

    /// <summary>
    /// The gateway of an interface is not the container's to have: every packet out would end in itself.
    /// </summary>
    [RootTheory]
    [InlineData(null, "169.254.0.1")]
    [InlineData("192.0.2.254", "192.0.2.254/24")]
    public void The_gateway_of_the_interface_is_refused_as_an_address(string? ofBridge, string gateway)
    {
        using var host = new TestHost(runtime);
        host.NewBridge("br0", "192.0.2.1/24");
        string c = host.NewContainer();
        host.Apply(ofBridge is null
            ? Wish.Routed(c, "eth0")
            : Wish.Bridged(c, "eth0", "br0", gatewayV4: ofBridge));
        ContainerNetException error = host.Refused(Wish.AddIp(c, "eth0", gateway));
        Assert.Equal("AddressInUse", error.ErrorId);
    }

    [RootFact]
    public void An_address_of_the_interface_is_refused_as_its_gateway()
    {
        using var host = new TestHost(runtime);
        host.NewBridge("br0", "192.0.2.1/24");
        string c = host.NewContainer();
        host.Apply(Wish.Bridged(c, "eth0", "br0"));
        host.AddIps(c, "eth0", "192.0.2.9/24");
        ContainerNetException error = host.Refused(Wish.Set(c, "eth0", Wish.Gateways("192.0.2.9", null)));
        Assert.Equal("AddressInUse", error.ErrorId);
        Assert.Equal(Gateway.Auto, host.Interface(c, "eth0").GatewayV4);
    }
}

/// <summary>In named network namespaces.</summary>
public sealed class DuplicateOfNetNsTests() : DuplicateTests(TestRuntime.NetNs);

/// <summary>In the containers of a real LXC.</summary>
public sealed class DuplicateOfLxcTests() : DuplicateTests(TestRuntime.Lxc);
