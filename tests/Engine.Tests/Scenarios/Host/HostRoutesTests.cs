namespace ContainerNet.Engine.Tests.Scenarios.Host;

/// <summary>What the host uses stays the host's: its default route, its networks, gateways, addresses and
/// routes.</summary>
public abstract class HostRoutesTests(TestRuntime runtime)
{
    private const string Uplink = "up0";

    [RootTheory]
    [InlineData("0.0.0.0/0", "DefaultRouteRefused")]
    [InlineData("128.0.0.0/1", "DefaultRouteRefused")]
    [InlineData("::/0", "DefaultRouteRefused")]
    [InlineData("2000::/3", "DefaultRouteRefused")]
    [InlineData("192.0.2.0/24", "RouteInUse")]
    [InlineData("192.0.2.254/32", "RouteInUse")]
    [InlineData("192.0.2.128/25", "RouteInUse")]
    [InlineData("192.0.2.1/32", "RouteInUse")]
    [InlineData("203.0.113.0/24", "RouteInUse")]
    [InlineData("2001:db8:a::/64", "RouteInUse")]
    [InlineData("2001:db8:a::fe/128", "RouteInUse")]
    public void What_the_host_needs_is_not_routed_to_a_container(string destination, string error)
    {
        using TestHost host = NewHost();
        string c = NewStopped(host);
        string before = State(host);
        ContainerNetException refused = host.Refused(Wish.AddRoute(c, "eth0", destination));
        Assert.Equal(error, refused.ErrorId);
        if (error == "DefaultRouteRefused") Assert.Contains("-Table", refused.Remedy, StringComparison.Ordinal);
        if (error == "RouteInUse") Assert.Contains(Uplink, refused.Message, StringComparison.Ordinal);
        host.Start(c);
        Assert.NotEmpty(host.Call((engine, told) => engine.Apply([Wish.AddRoute(c, "eth0", destination)], told))
            .Select(o => o.Error).OfType<ContainerNetException>());
        host.Stop(c);
        Assert.Equal(before, State(host));
    }

    /// <summary>An address in the host's network that nobody has is routed as any other, and reached over the
    /// uplink.</summary>
    [RootTheory]
    [InlineData("192.0.2.77/32")]
    [InlineData("192.0.2.64/28")]
    [InlineData("192.0.0.0/16")]
    [InlineData("2001:db8:a::77/128")]
    public void What_the_host_does_not_use_is(string destination)
    {
        using TestHost host = NewHost();
        string c = NewStopped(host);
        host.Apply(Wish.AddRoute(c, "eth0", destination));
        host.Start(c);
        Assert.Empty(host.Drift(c));
    }

    /// <summary>Whatever starts and stops: a route that is not ours is never replaced, and never removed.</summary>
    [RootFact]
    public void A_route_that_the_host_has_got_since_stays_and_the_start_says_so()
    {
        using TestHost host = NewHost();
        string c = NewStopped(host);
        host.Apply(Wish.AddRoute(c, "eth0", "198.51.100.0/24"));
        host.IpDo($"route add 198.51.100.0/24 via 192.0.2.253 dev {Uplink}");
        string before = State(host);
        ContainerNetException refused = host.StartRefused(c);
        Assert.Contains($"198.51.100.0/24 via 192.0.2.253 dev {Uplink}", refused.Message, StringComparison.Ordinal);
        Assert.Equal(before, State(host));
        host.IpDo($"route del 198.51.100.0/24 via 192.0.2.253 dev {Uplink}");
        host.Start(c);
        Assert.Empty(host.Drift(c));
    }

    /// <summary>A million routes are not compared for one: the kernel knows at once.</summary>
    [RootTheory]
    [InlineData("198.51.100.0/24", "192.0.2.253")]
    [InlineData("2001:db8:c::/64", "2001:db8:a::fd")]
    public void A_route_that_the_host_has_is_named_with_its_way_while_the_container_runs(string destination, string via)
    {
        using TestHost host = NewHost();
        string c = NewStopped(host);
        host.Start(c);
        host.IpDo($"route add {destination} via {via} dev {Uplink}");
        ContainerNetException refused = host.Refused(Wish.AddRoute(c, "eth0", destination));
        Assert.Equal("ResourceExists", refused.ErrorId);
        Assert.Contains($"{destination} via {via} dev {Uplink}", refused.Message, StringComparison.Ordinal);
    }

    /// <summary>Links that listen to routers go on when the host begins to forward, also those without a route
    /// yet.</summary>
    [RootFact]
    public void A_host_that_begins_to_forward_goes_on_listening_to_routers()
    {
        using TestHost host = NewHost();
        host.Run("sh", "-c", "echo 0 > /proc/sys/net/ipv6/conf/all/forwarding");
        foreach (string link in new[] { Uplink, "up1" })
        {
            host.Run("sh", "-c", $"echo 1 > /proc/sys/net/ipv6/conf/{link}/accept_ra");
        }

        string c = NewStopped(host);
        if (runtime == TestRuntime.Lxc) host.Lxc.Start(c);
        else host.Start(c);
        Assert.Equal("1", Read(host, "all/forwarding"));
        Assert.Equal("2", Read(host, Uplink + "/accept_ra"));
        Assert.Equal("2", Read(host, "up1/accept_ra"));
        string veth = host.Interface(c, "eth0").HostInterface!;
        Assert.Equal("0", Read(host, veth + "/accept_ra"));
    }

    private static string Read(TestHost host, string path) =>
        host.Run("cat", "/proc/sys/net/ipv6/conf/" + path).Output.Trim();

    // Uplinks with a network, a gateway and a route of the administrator's; what is at their other ends plays no part.
    private TestHost NewHost()
    {
        var host = new TestHost(runtime);
        host.IpDo($"link add {Uplink} type veth peer name up1");
        host.IpDo($"addr add 192.0.2.1/24 dev {Uplink}");
        host.IpDo($"addr add 2001:db8:a::1/64 dev {Uplink} nodad");
        host.IpDo($"link set {Uplink} up");
        host.IpDo("link set up1 up");
        host.IpDo("route add default via 192.0.2.254");
        host.IpDo("route add 203.0.113.0/24 via 192.0.2.253");
        host.IpDo($"-6 route add default via 2001:db8:a::fe dev {Uplink}");
        return host;
    }

    private static string NewStopped(TestHost host)
    {
        string c = host.NewContainer();
        host.Apply(Wish.Routed(c, "eth0", "10.100.10.0/30", "2001:db8:100::/126"));
        return c;
    }

    private static string State(TestHost host) =>
        host.Run("sh", "-c", "ip -4 route; ip -6 route | grep -v '^fe80'; ip -br addr | grep -v '^lo'").Output;
}

/// <summary>In named network namespaces.</summary>
public sealed class HostRoutesOfNetNsTests() : HostRoutesTests(TestRuntime.NetNs);

/// <summary>In the containers of a real LXC.</summary>
public sealed class HostRoutesOfLxcTests() : HostRoutesTests(TestRuntime.Lxc);
