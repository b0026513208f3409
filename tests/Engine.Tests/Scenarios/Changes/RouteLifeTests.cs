namespace ContainerNet.Engine.Tests.Scenarios.Changes;

/// <summary>The routes that addresses bring to the host, and take along.</summary>
public abstract class RouteLifeTests(TestRuntime runtime)
{
    /// <summary>Also when it is added and removed while the container is stopped.</summary>
    [RootTheory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_route_that_an_address_brought_goes_with_it(bool running)
    {
        using var host = new TestHost(runtime);
        string c = host.NewRouted("10.100.10.100/30");
        if (!running) host.Stop(c);
        host.AddIps(c, "eth0", "10.5.5.1/24");
        host.RemoveIps(c, "eth0", "10.5.5.1/24");
        if (!running) host.Start(c);
        Assert.DoesNotContain(KernelState.Routes(host), r => r.StartsWith("10.5.5.", StringComparison.Ordinal));
    }

    [RootFact]
    public void A_route_stays_as_long_as_another_address_needs_it()
    {
        using var host = new TestHost(runtime);
        string c = host.NewRouted("10.100.10.100/30");
        host.AddIps(c, "eth0", "10.5.5.1/24", "10.5.5.2/24");
        host.RemoveIps(c, "eth0", "10.5.5.1/24");
        Assert.Contains(KernelState.Routes(host), r => r.StartsWith("10.5.5.0/24 ", StringComparison.Ordinal));
        Assert.True(host.Answers("10.5.5.2"));
        host.RemoveIps(c, "eth0", "10.5.5.2/24");
        Assert.DoesNotContain(KernelState.Routes(host), r => r.StartsWith("10.5.5.", StringComparison.Ordinal));
    }

    [RootFact]
    public void No_route_is_added_for_an_address_that_an_existing_one_covers()
    {
        using var host = new TestHost(runtime);
        string c = host.NewRouted("10.100.10.100/30");
        host.AddIps(c, "eth0", "10.5.5.1/24", "10.5.5.7/32");
        Assert.Equal(
            ["10.5.5.0/24"],
            KernelState.Routes(host).Select(r => r.Split(' ')[0])
                .Where(r => r.StartsWith("10.5.5.", StringComparison.Ordinal)));
        Assert.True(host.Answers("10.5.5.7"));
    }

    /// <summary>An address that found a route there must be reached when the address that brought it goes.</summary>
    [RootFact]
    public void An_address_is_reached_after_the_one_that_brought_its_route_is_gone()
    {
        using var host = new TestHost(runtime);
        string c = host.NewRouted("10.100.10.100/30");
        host.AddIps(c, "eth0", "10.5.5.1/24", "10.5.5.7/32");
        host.RemoveIps(c, "eth0", "10.5.5.1");
        Assert.True(host.Answers("10.5.5.7"));
    }

    [RootFact]
    public void KeepRoute_leaves_the_route_and_NoRoute_adds_none()
    {
        using var host = new TestHost(runtime);
        string c = host.NewRouted("10.100.10.100/30");
        host.AddIps(c, "eth0", "10.5.5.1/24");
        host.Apply(Wish.RemoveIp(c, "eth0", "10.5.5.1/24") with { KeepRoute = true });
        Assert.Contains(KernelState.Routes(host), r => r.StartsWith("10.5.5.0/24 ", StringComparison.Ordinal));
        host.Apply(Wish.AddIp(c, "eth0", "1.2.3.4") with { NoRoute = true });
        Assert.DoesNotContain(KernelState.Routes(host), r => r.StartsWith("1.2.3.4 ", StringComparison.Ordinal));
        Assert.Contains("1.2.3.4/32", KernelState.Addresses(host, "eth0", c));
    }

    [RootFact]
    public void RouteAs_routes_another_network_that_includes_the_address()
    {
        using var host = new TestHost(runtime);
        string c = host.NewRouted("10.100.10.100/30");
        host.Apply(Wish.AddIp(c, "eth0", "10.5.5.1/32") with { RouteAs = Prefix.Parse("10.5.4.9/23") });
        Assert.Contains(KernelState.Routes(host), r => r.StartsWith("10.5.4.0/23 ", StringComparison.Ordinal));
        foreach (string network in new[] { "10.7.0.0/16", "2001:db8::/32" })
        {
            AddIp other = Wish.AddIp(c, "eth0", "10.6.6.1/32") with { RouteAs = Prefix.Parse(network) };
            Assert.Equal("RouteDoesNotIncludeAddress", host.Refused(other).ErrorId);
        }
    }

    /// <summary>10.5.5.1 finds 10.5.5.1/24; another prefix length is another address.</summary>
    [RootFact]
    public void An_address_is_removed_by_its_address_alone_but_not_by_another_prefix_length()
    {
        using var host = new TestHost(runtime);
        string c = host.NewRouted("10.100.10.100/30");
        host.AddIps(c, "eth0", "10.5.5.1/24");
        ContainerNetException other = host.Refused(Wish.RemoveIp(c, "eth0", "10.5.5.1/25"));
        Assert.Equal("AddressNotFound", other.ErrorId);
        host.RemoveIps(c, "eth0", "10.5.5.1");
        Assert.Empty(host.Ips(c));
    }
}

/// <summary>In named network namespaces.</summary>
public sealed class RouteLifeOfNetNsTests() : RouteLifeTests(TestRuntime.NetNs);

/// <summary>In the containers of a real LXC.</summary>
public sealed class RouteLifeOfLxcTests() : RouteLifeTests(TestRuntime.Lxc);
