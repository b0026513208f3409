namespace ContainerNet.Engine.Tests.Scenarios.Routed;

/// <summary>What an interconnect makes of the kernel, on both ends.</summary>
public abstract class InterconnectTests(TestRuntime runtime)
{
    private const string SecondOfSlash30 = "10.100.10.100/30";

    [RootFact]
    public void An_address_is_reached_through_the_interconnect_and_answers_from_itself()
    {
        using var host = new TestHost(runtime);
        host.IpDo("addr add 8.8.8.8/32 dev lo");
        string c = host.NewRouted(SecondOfSlash30);
        host.AddIps(c, "eth0", "1.2.3.4/32");

        string veth = KernelState.HostVeth(host, c, "eth0");
        Assert.Equal(["10.100.10.101/30"], KernelState.Addresses(host, veth));
        Assert.Equal(["10.100.10.102/30", "1.2.3.4/32"], KernelState.Addresses(host, "eth0", c));
        Assert.Contains($"1.2.3.4 via 10.100.10.102 dev {veth} proto static", KernelState.Routes(host));
        Assert.Equal(["default via 10.100.10.101 dev eth0 proto static src 1.2.3.4"], KernelState.Defaults(host, c));
        Assert.True(host.Answers("1.2.3.4"));
        Assert.True(host.Answers("8.8.8.8", from: c));
        Assert.Equal("1.2.3.4", host.Ip("route get 8.8.8.8", c)[0].GetProperty("prefsrc").GetString());
    }

    /// <summary>IPv6 works at once, with no address tentative.</summary>
    [RootTheory]
    [InlineData("2001:db8:100::/64", "2001:db8:100::1/64", "2001:db8:100::2/64")]
    [InlineData("2001:db8:100::4/126", "2001:db8:100::5/126", "2001:db8:100::6/126")]
    [InlineData("2001:db8:100::8/127", "2001:db8:100::8/127", "2001:db8:100::9/127")]
    public void An_IPv6_interconnect_carries_addresses_with_no_wait_for_duplicate_detection(
        string via, string hostEnd, string containerEnd)
    {
        using var host = new TestHost(runtime);
        string c = host.NewRouted(via);
        host.AddIps(c, "eth0", "2001:db8:1::1/128", "2001:db8:1::2/128");

        Assert.Equal([hostEnd], KernelState.Addresses(host, KernelState.HostVeth(host, c, "eth0")));
        Assert.Contains(containerEnd, KernelState.Addresses(host, "eth0", c));
        string only = Assert.Single(KernelState.Defaults(host, c));
        Assert.Contains(" src 2001:db8:1::1", only, StringComparison.Ordinal);
        Assert.DoesNotContain("tentative true", KernelState.Of(host, c), StringComparison.OrdinalIgnoreCase);
        Assert.True(host.Answers("2001:db8:1::1"));
        Assert.True(host.Answers("2001:db8:1::2"));
    }

    [RootFact]
    public void A_slash_31_has_its_first_address_on_the_host_and_its_second_in_the_container()
    {
        using var host = new TestHost(runtime);
        string c = host.NewRouted("10.100.10.100/31");
        host.AddIps(c, "eth0", "1.2.3.4");

        Assert.Equal(["10.100.10.100/31"], KernelState.Addresses(host, KernelState.HostVeth(host, c, "eth0")));
        Assert.Equal(["10.100.10.101/31", "1.2.3.4/32"], KernelState.Addresses(host, "eth0", c));
        Assert.True(host.Answers("1.2.3.4"));
    }

    [RootTheory]
    [InlineData("10.100.10.101/30")]
    [InlineData("10.100.10.102/30")]
    [InlineData("10.100.10.103/30")]
    public void Host_bits_in_the_text_change_nothing(string via)
    {
        using var host = new TestHost(runtime);
        string c = host.NewRouted(via);
        Assert.Equal(["10.100.10.101/30"], KernelState.Addresses(host, KernelState.HostVeth(host, c, "eth0")));
        Assert.Equal(["10.100.10.102/30"], KernelState.Addresses(host, "eth0", c));
    }

    [RootFact]
    public void A_second_interconnect_of_a_family_is_refused()
    {
        using var host = new TestHost(runtime);
        string c = host.NewContainer();
        ContainerNetException error = host.Refused(Wish.Routed(c, "eth0", "10.100.10.100/30", "10.100.10.200/30"));
        Assert.Equal("TooManyInterconnects", error.ErrorId);
    }

    /// <summary>The host's side of the interconnect waits for no address.</summary>
    [RootFact]
    public void The_interconnect_works_before_the_interface_has_an_address()
    {
        using var host = new TestHost(runtime);
        string c = host.NewRouted(SecondOfSlash30, "2001:db8:100::/126");
        Assert.True(host.Answers("10.100.10.102"));
        Assert.True(host.Answers("2001:db8:100::2"));
        Assert.Equal(
            [
                "default via 10.100.10.101 dev eth0 proto static",
                "default via 2001:db8:100::1 dev eth0 proto static metric 1024",
            ],
            KernelState.Defaults(host, c));
    }

    /// <summary>The kernel refuses a route to a prefix with host bits.</summary>
    [RootTheory]
    [InlineData("10.5.5.1/24", "10.5.5.0/24")]
    [InlineData("2001:db8:5::1/64", "2001:db8:5::/64")]
    public void The_route_to_an_address_is_its_network(string address, string network)
    {
        using var host = new TestHost(runtime);
        string c = host.NewRouted(SecondOfSlash30, "2001:db8:100::/126");
        host.AddIps(c, "eth0", address);
        Assert.Contains(KernelState.Routes(host), r => r.StartsWith(network + " ", StringComparison.Ordinal));
        Assert.True(host.Answers(address.Split('/')[0]));
    }

    [RootFact]
    public void An_address_of_a_family_without_interconnect_is_refused()
    {
        using var host = new TestHost(runtime);
        string c = host.NewRouted(SecondOfSlash30);
        ContainerNetException error = host.Refused(Wish.AddIp(c, "eth0", "2001:db8:1::1/128"));
        Assert.Equal("NoInterconnect", error.ErrorId);
    }

    [RootFact]
    public void The_host_forwards_checks_sources_and_ignores_router_advertisements()
    {
        using var host = new TestHost(runtime);
        string c = host.NewRouted(SecondOfSlash30, "2001:db8:100::/126");
        string veth = KernelState.HostVeth(host, c, "eth0");
        string Sysctl(string path) => host.Run("cat", "/proc/sys/net/" + path).Output.Trim();
        Assert.Equal("1", Sysctl("ipv4/ip_forward"));
        Assert.Equal("1", Sysctl("ipv6/conf/all/forwarding"));
        Assert.Equal("1", Sysctl($"ipv4/conf/{veth}/forwarding"));
        Assert.Equal("1", Sysctl($"ipv4/conf/{veth}/rp_filter"));
        Assert.Equal("0", Sysctl($"ipv6/conf/{veth}/accept_ra"));
    }
}

/// <summary>In named network namespaces.</summary>
public sealed class InterconnectOfNetNsTests() : InterconnectTests(TestRuntime.NetNs);

/// <summary>In the containers of a real LXC.</summary>
public sealed class InterconnectOfLxcTests() : InterconnectTests(TestRuntime.Lxc);
