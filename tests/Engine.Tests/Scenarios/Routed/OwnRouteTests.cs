namespace ContainerNet.Engine.Tests.Scenarios.Routed;

/// <summary>Routes of a user's own, to networks behind a container.</summary>
public abstract class OwnRouteTests(TestRuntime runtime)
{
    [RootFact]
    public void A_route_leads_to_the_container_or_to_an_address_of_it_and_goes_alone()
    {
        using var host = new TestHost(runtime);
        string c = host.NewRouted("10.100.10.100/30", "2001:db8:100::/126");
        string[] before = Behind(host);
        host.AddIps(c, "eth0", "10.8.0.1", "2001:db8:8::1");
        host.Apply(Wish.AddRoute(c, "eth0", "10.9.0.0/24"), Wish.AddRoute(c, "eth0", "2001:db8:9::/64"));
        host.Apply(Wish.AddRoute(c, "eth0", "10.7.0.0/16", via: "10.8.0.1"));
        host.Apply(Wish.AddRoute(c, "eth0", "2001:db8:7::/64", via: "2001:db8:8::1"));
        string[] routes =
        [
            "10.7.0.0/16 via 10.8.0.1 proto static onlink",
            "10.8.0.1 via 10.100.10.102 proto static",
            "10.9.0.0/24 via 10.100.10.102 proto static",
            "2001:db8:7::/64 via 2001:db8:8::1 proto static metric 1024 onlink",
            "2001:db8:8::1 via 2001:db8:100::2 proto static metric 1024",
            "2001:db8:9::/64 via 2001:db8:100::2 proto static metric 1024",
        ];
        Assert.Equal(routes, Behind(host).Except(before));
        host.IpDo("addr add 10.9.0.5/32 dev lo", c);
        host.IpDo("addr add 10.7.3.5/32 dev lo", c);
        Assert.True(host.Answers("10.9.0.5"));
        Assert.True(host.Answers("10.7.3.5"));

        host.Restart(c);
        Assert.Equal(routes, Behind(host).Except(before));
        host.Apply(Wish.RemoveRoute(c, "eth0", "10.9.0.0/24"));
        Assert.Equal(routes.Where(r => !r.StartsWith("10.9.", StringComparison.Ordinal)), Behind(host).Except(before));
        IEnumerable<CtNetIfRoute> six = host.Routes(c, "eth0").Where(r => r.Version == 6);
        host.Apply(six.Select(r => new RemoveRoute(c, "eth0", r.Destination)));
        Assert.Equal(routes[..2], Behind(host).Except(before));
        Assert.Equal(["10.8.0.1/32", "10.7.0.0/16"], host.Routes(c, "eth0").Select(r => $"{r.Destination}"));
    }

    /// <summary>Those that it brought, and those whose next hop it is.</summary>
    [RootFact]
    public void With_an_address_go_the_routes_through_it_and_none_that_another_needs()
    {
        using var host = new TestHost(runtime);
        string c = host.NewRouted("10.100.10.100/30");
        string[] before = Behind(host);
        host.AddIps(c, "eth0", "10.8.0.1/24", "10.8.0.2/24");
        host.Apply(Wish.AddRoute(c, "eth0", "10.7.0.0/16", via: "10.8.0.1"));
        host.Apply(Wish.AddRoute(c, "eth0", "10.6.0.0/16", via: "10.8.0.2"));
        host.Apply(Wish.AddRoute(c, "eth0", "10.9.0.0/24"));
        host.RemoveIps(c, "eth0", "10.8.0.1");
        string[] expected =
        [
            "10.6.0.0/16 via 10.8.0.2 proto static onlink",
            "10.8.0.0/24 via 10.100.10.102 proto static",
            "10.9.0.0/24 via 10.100.10.102 proto static",
        ];
        Assert.Equal(expected, Behind(host).Except(before));
        host.RemoveAllIps(c, "eth0");
        Assert.Equal(expected[2..], Behind(host).Except(before));
    }

    // The host's routes without the name of the veth.
    private static string[] Behind(TestHost host) =>
        [.. KernelState.Routes(host).Select(r => string.Join(' ', Words(r)))];

    private static IEnumerable<string> Words(string route)
    {
        string[] words = route.Split(' ');
        int device = Array.IndexOf(words, "dev");
        return device < 0 ? words : words.Where((_, i) => i != device && i != device + 1);
    }
}

/// <summary>Of named network namespaces.</summary>
public sealed class OwnRouteOfNetNsTests() : OwnRouteTests(TestRuntime.NetNs);

/// <summary>Of the containers of a real LXC.</summary>
public sealed class OwnRouteOfLxcTests() : OwnRouteTests(TestRuntime.Lxc);
