namespace ContainerNet.Tests.Bridges;

/// <summary>What containers on a bridge get from it, by a DHCP client and as the outside sees them.</summary>
public abstract class BridgeTrafficTests
{
    private readonly TestRuntime _runtime;

    private protected BridgeTrafficTests(TestRuntime runtime)
    {
        _runtime = runtime;
        foreach (string program in new[] { "dnsmasq", "nft", "busybox", "socat" }) Requirement.Program(program);
    }

    [RootFact]
    public void A_container_gets_a_lease_and_a_name_and_reaches_the_outside_masqueraded()
    {
        using var bridges = new BridgeHost(_runtime);
        bridges.MakeOutside();
        bridges.Run($"New-CtBridge -DnsServer {BridgeHost.OutsideV4}");
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
        bridges.Run("New-CtBridge br6 10.6.0.1/24, fd42:6::1/64");
        string c = bridges.NewContainer("br6");
        Assert.True(WaitFor(() => bridges.Host.Ip("-6 addr show dev eth0 scope global dynamic", c).Length > 0));
        Assert.True(WaitFor(() => bridges.Host.Ip("-6 route show default", c).Length > 0));
        Assert.Equal(BridgeHost.UplinkV6, bridges.SeenAs(c, BridgeHost.OutsideV6));
    }

    /// <summary>osctl.md section 7, item 58: everything that left by eth0 was masqueraded.</summary>
    [RootFact]
    public void Routed_public_addresses_are_seen_as_they_are()
    {
        using var bridges = new BridgeHost(_runtime);
        bridges.MakeOutside();
        bridges.OutsideKnows($"203.0.113.7/32 via {BridgeHost.UplinkV4}");
        bridges.Run("New-CtBridge");
        string c = bridges.Host.NewContainer();
        bridges.Run($"""
            $null = New-CtNetIf {c} eth1 -Via auto
            Add-CtNetIfIp {c} eth1 203.0.113.7
            Start-Ct {c}
            """);
        Assert.Equal("203.0.113.7", bridges.SeenAs(c, BridgeHost.OutsideV4));
    }

    [RootFact]
    public void Containers_of_one_bridge_see_each_other_as_they_are_and_gateway_auto_is_the_bridge()
    {
        using var bridges = new BridgeHost(_runtime);
        bridges.Run("New-CtBridge");
        string server = bridges.NewContainer();
        string client = bridges.Host.NewContainer();
        bridges.Run($"""
            $null = New-CtNetIf {client} eth0 -NoDhcp
            Add-CtNetIfIp {client} eth0 10.0.3.200/24
            Start-Ct {client}
            """);
        Assert.Equal("10.0.3.1", Gateway(bridges, client));
        string address = bridges.AskForLease(server)["ip"].Split('/')[0];
        Assert.True(bridges.Host.Answers(address, from: client));

        bridges.Run($"Stop-Ct {client}; Set-CtNetIf {client} eth0 -GatewayV4 10.0.3.9; Start-Ct {client}");
        Assert.Equal("10.0.3.9", Gateway(bridges, client));
        bridges.Run($"Stop-Ct {client}; Set-CtNetIf {client} eth0 -GatewayV4 none; Start-Ct {client}");
        Assert.Empty(bridges.Host.Ip("route show default", client));
        Assert.Equal(["True"], bridges.Run($"Stop-Ct {client}; Set-CtNetIf {client} eth0 -Dhcp -PassThru").All("Dhcp"));
    }

    private static string? Gateway(BridgeHost bridges, string container) =>
        bridges.Host.Ip("route show default", container).Single().GetProperty("gateway").GetString();

    private static bool WaitFor(Func<bool> condition)
    {
        for (int attempt = 0; attempt < 150; attempt++)
        {
            if (condition()) return true;
            Thread.Sleep(100);
        }

        return false;
    }
}

/// <summary>In named network namespaces.</summary>
public sealed class BridgeTrafficOfNetNsTests() : BridgeTrafficTests(TestRuntime.NetNs);

/// <summary>In the containers of a real LXC.</summary>
public sealed class BridgeTrafficOfLxcTests() : BridgeTrafficTests(TestRuntime.Lxc);
