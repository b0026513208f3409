using System.Net;

namespace ContainerNet.Engine.Tests.Scenarios.Bridges;

/// <summary>What containers on a bridge get from it, by a DHCP client and as the outside sees them.</summary>
public abstract class BridgeTrafficTests
{
    private readonly TestRuntime _runtime;

    private protected BridgeTrafficTests(TestRuntime runtime)
    {
        _runtime = runtime;
        Requirement.Programs("dnsmasq", "nft", "busybox", "socat");
    }

    [RootFact]
    public void A_container_gets_a_lease_and_a_name_and_reaches_the_outside_masqueraded()
    {
        using var bridges = new BridgeHost(_runtime);
        bridges.MakeOutside();
        bridges.Make(settings: new BridgeSettings { DnsServers = [IPAddress.Parse(BridgeHost.OutsideV4)] });
        string c = bridges.NewContainer();
        Dictionary<string, string> lease = bridges.AskForLease(c);
        Assert.StartsWith("10.0.3.", lease["ip"], StringComparison.Ordinal);
        Assert.Equal(("10.0.3.1", "10.0.3.1", "86400"), (lease["router"], lease["dns"], lease["lease"]));

        Tool name = bridges.Inside(c, "busybox", "nslookup", "beyond.example", lease["dns"]);
        Assert.Contains("203.0.113.80", name.Output, StringComparison.Ordinal);
        Assert.Equal(BridgeHost.UplinkV4, bridges.SeenAs(c, BridgeHost.OutsideV4));
    }

    [RootFact]
    public void With_an_IPv6_address_containers_configure_themselves_and_are_masqueraded_too()
    {
        using var bridges = new BridgeHost(_runtime);
        bridges.MakeOutside();
        bridges.Make("br6", new BridgeSettings { Addresses = BridgeHost.Addresses("10.6.0.1/24", "fd42:6::1/64") });
        string c = bridges.NewContainer("br6");
        Assert.True(WaitFor(() => bridges.Host.Ip("-6 addr show dev eth0 scope global dynamic", c).Length > 0));
        Assert.True(WaitFor(() => bridges.Host.Ip("-6 route show default", c).Length > 0));
        Assert.Equal(BridgeHost.UplinkV6, bridges.SeenAs(c, BridgeHost.OutsideV6));
    }

    /// <summary>Masqueraded is what comes from the bridges' networks, and not all that leaves by the uplink.</summary>
    [RootFact]
    public void Routed_public_addresses_are_seen_as_they_are()
    {
        using var bridges = new BridgeHost(_runtime);
        bridges.MakeOutside();
        bridges.OutsideKnows($"203.0.113.7/32 via {BridgeHost.UplinkV4}");
        bridges.Make();
        string c = bridges.Host.NewContainer();
        var auto = new InterfaceSettings { Via = [], AutoVia = [IPVersion.IPv4, IPVersion.IPv6] };
        bridges.Host.Apply(Wish.Routed(c, "eth1") with { Settings = auto });
        bridges.Host.AddIps(c, "eth1", "203.0.113.7");
        bridges.Host.Start(c);
        Assert.Equal("203.0.113.7", bridges.SeenAs(c, BridgeHost.OutsideV4));
    }

    [RootFact]
    public void Containers_of_one_bridge_see_each_other_as_they_are_and_gateway_auto_is_the_bridge()
    {
        using var bridges = new BridgeHost(_runtime);
        bridges.Make();
        string server = bridges.NewContainer();
        string client = bridges.Host.NewContainer();
        bridges.Host.Apply(Wish.Bridged(client, "eth0", link: null));
        bridges.Host.AddIps(client, "eth0", "10.0.3.200/24");
        bridges.Host.Start(client);
        Assert.Equal("10.0.3.1", Gateway(bridges, client));
        string address = bridges.AskForLease(server)["ip"].Split('/')[0];
        Assert.True(bridges.Host.Answers(address, from: client));

        Change(bridges.Host, client, Wish.Gateways("10.0.3.9", null));
        Assert.Equal("10.0.3.9", Gateway(bridges, client));
        Change(bridges.Host, client, Wish.Gateways("none", null));
        Assert.Empty(bridges.Host.Ip("route show default", client));
        Change(bridges.Host, client, new InterfaceSettings { Dhcp = true });
        Assert.True(bridges.Host.Interface(client, "eth0").Dhcp);
    }

    private static void Change(TestHost host, string container, InterfaceSettings settings)
    {
        host.Stop(container);
        host.Apply(Wish.Set(container, "eth0", settings));
        host.Start(container);
    }

    private static string? Gateway(BridgeHost bridges, string container) =>
        bridges.Host.Ip("route show default", container).Single().GetProperty("gateway").GetString();

    private static bool WaitFor(Func<bool> condition) => SpinWait.SpinUntil(
        () =>
        {
            Thread.Sleep(20);
            return condition();
        },
        TimeSpan.FromMinutes(1));
}

/// <summary>In named network namespaces.</summary>
public sealed class BridgeTrafficOfNetNsTests() : BridgeTrafficTests(TestRuntime.NetNs);

/// <summary>In the containers of a real LXC.</summary>
public sealed class BridgeTrafficOfLxcTests() : BridgeTrafficTests(TestRuntime.Lxc);
