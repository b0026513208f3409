using System.Diagnostics;
using System.Text.Json;

namespace ContainerNet.Engine.Tests.Scenarios.Bridges;

/// <summary>Bridges are made, changed and removed; those of others are left alone.</summary>
public sealed class BridgeLifeTests
{
    // Port 67 of all addresses, as the kernel writes it.
    private const string DhcpPort = "00000000:0043 ";

    public BridgeLifeTests() => Requirement.Programs("dnsmasq", "nft");

    [RootFact]
    public void A_bridge_of_which_nothing_is_said_has_address_DHCP_and_NAT()
    {
        using var bridges = new BridgeHost();
        CtBridge made = bridges.Make();
        Assert.Equal("lxcbr0|10.0.3.1/24|True|10.0.3.2-10.0.3.254|True|Up|True", Shown(made));

        JsonElement link = bridges.Host.Ip("-d link show lxcbr0").Single();
        Assert.Equal(0, link.GetProperty("linkinfo").GetProperty("info_data").GetProperty("forward_delay").GetInt32());
        Assert.Contains("UP", link.GetProperty("flags").EnumerateArray().Select(f => f.GetString()));
        Assert.Equal("1", bridges.Host.OnThread(() => File.ReadAllText("/proc/sys/net/ipv4/ip_forward")).Trim());
        using Process server = Server(made);
        Assert.Equal("dnsmasq", server.ProcessName);

        JsonElement rule = Assert.Single(Rules(bridges.Nft()));
        Assert.Equal("nat-lxcbr0", rule.GetProperty("chain").GetString());
        Assert.Contains(rule.GetProperty("expr").EnumerateArray(), e => e.TryGetProperty("masquerade", out _));
    }

    /// <summary>A container that plays the router must not become the host's.</summary>
    [RootFact]
    public void A_bridge_takes_no_router_advertisement_and_restoring_it_closes_it_again()
    {
        using var bridges = new BridgeHost();
        bridges.Make();
        Assert.Equal("0", Setting("accept_ra"));
        Assert.Equal("0", Setting("autoconf"));
        bridges.Host.Run("sh", "-c", "echo 1 > /proc/sys/net/ipv6/conf/lxcbr0/accept_ra");
        CtRestoreStep step = Assert.Single(bridges.Host.Call((engine, _) => engine.PlanBridgeRestore()));
        Assert.Contains("router advertisements", step.Action, StringComparison.Ordinal);
        bridges.Host.Call((engine, told) => engine.Restore([step], told));
        Assert.Equal("0", Setting("accept_ra"));

        string Setting(string key) =>
            bridges.Host.Run("cat", "/proc/sys/net/ipv6/conf/lxcbr0/" + key).Output.Trim();
    }

    [RootFact]
    public void The_same_once_more_changes_nothing_and_something_else_is_refused()
    {
        using var bridges = new BridgeHost();
        var settings = new BridgeSettings { Addresses = BridgeHost.Addresses("10.9.0.1/24") };
        int? pid = bridges.Make(settings: settings).DhcpServerPid;
        Assert.NotNull(pid);
        int index = Index(bridges);
        string rules = bridges.Nft();

        Assert.Equal(pid, bridges.Make(settings: settings).DhcpServerPid);
        Assert.Equal(pid, bridges.Make().DhcpServerPid);
        Assert.Equal(index, Index(bridges));
        Assert.Equal(rules, bridges.Nft());
        BridgeSettings[] others = [new() { Addresses = BridgeHost.Addresses("10.9.1.1/24") }, new() { Nat = false }];
        Assert.All(others, other => Assert.Equal(
            "BridgeExists", bridges.Host.BridgeRefused(new NewBridge("lxcbr0", other)).ErrorId));
    }

    [RootFact]
    public void Each_bridge_takes_the_next_network_that_is_free()
    {
        using var bridges = new BridgeHost();
        bridges.Host.IpDo("link add other type veth peer name otherpeer");
        bridges.Host.IpDo("addr add 10.0.4.77/24 dev other");
        var plain = new BridgeSettings { Dhcp = false, Nat = false };
        IReadOnlyList<CtBridge> made =
            bridges.Host.ApplyBridges(new NewBridge("lxcbr0", plain), new NewBridge("br1", plain));
        Assert.Equal(["10.0.3.1/24", "10.0.5.1/24"], made.Select(Addresses));
        Assert.Equal("", bridges.Nft());
        ContainerNetException overlap = bridges.Host.BridgeRefused(
            new NewBridge("br2", plain with { Addresses = BridgeHost.Addresses("10.0.4.1/22") }));
        Assert.Equal("BridgeNetworkOverlaps", overlap.ErrorId);
        Assert.Contains("10.0.4.0/24 on the host's other", overlap.Message, StringComparison.Ordinal);
    }

    [RootFact]
    public void A_bridge_that_somebody_else_runs_is_shown_and_not_touched()
    {
        using var bridges = new BridgeHost();
        bridges.Host.IpDo("link add virbr0 type bridge");
        bridges.Host.IpDo("addr add 192.168.122.1/24 dev virbr0");
        bridges.Host.IpDo("link add plain type veth peer name plainpeer");
        string before = bridges.Host.Ip("addr show virbr0").Single().ToString();

        var nat = new BridgeSettings { Nat = true };
        CtBridgeChange[] changes =
            [new NewBridge("virbr0", new()), new SetBridge("virbr0", nat), new RemoveBridge("virbr0", Force: true)];
        foreach (CtBridgeChange change in changes)
        {
            ContainerNetException error = bridges.Host.BridgeRefused(change);
            Assert.Equal("BridgeNotOurs", error.ErrorId);
            Assert.Contains("libvirt", error.Message, StringComparison.Ordinal);
        }

        Assert.Equal("BridgeNotOurs", bridges.Host.BridgeRefused(new NewBridge("plain", new())).ErrorId);
        Assert.Equal(before, bridges.Host.Ip("addr show virbr0").Single().ToString());
        Assert.Equal(["virbr0|192.168.122.1/24||||Down|False"], bridges.Host.Bridges().Select(Shown));
        Assert.Equal("BridgeNotFound", bridges.Host.BridgeRefused(new SetBridge("br9", nat)).ErrorId);
    }

    [RootFact]
    public void When_the_DHCP_server_cannot_start_nothing_is_left()
    {
        using var bridges = new BridgeHost();
        using Process other = bridges.Host.OnThread(() => Tool.Start(
            "dnsmasq", "--keep-in-foreground", "--conf-file=/dev/null", "--user=root", "--pid-file=", "--port=0",
            "--dhcp-range=10.77.0.2,10.77.0.3", "--leasefile-ro"));
        Assert.True(SpinWait.SpinUntil(
            () => bridges.Host.OnThread(() => File.ReadAllText("/proc/thread-self/net/udp")).Contains(DhcpPort),
            TimeSpan.FromMinutes(1)));
        ContainerNetException error = bridges.Host.BridgeRefused(new NewBridge("lxcbr0", new()));
        other.Kill();
        other.WaitForExit();
        Assert.Equal("ToolFailed", error.ErrorId);
        Assert.Contains("in use", error.Message, StringComparison.Ordinal);
        Assert.Empty(bridges.Host.Bridges());
        Assert.Equal("", bridges.Nft());
        Assert.Empty(Directory.GetFiles(bridges.StoreFolder, "*.yml"));
        bridges.Make();
    }

    [RootFact]
    public void A_change_is_made_while_the_bridge_is_used()
    {
        using var bridges = new BridgeHost();
        bridges.Make();
        string c = bridges.NewContainer();
        bridges.Change(new BridgeSettings { DhcpRange = AddressRange.Parse("10.0.3.77-10.0.3.77") });
        CtBridge changed = bridges.Change(new BridgeSettings { Mtu = 1400, Nat = false });
        Assert.Equal("lxcbr0|10.0.3.1/24|True|10.0.3.77-10.0.3.77|False|Up|True", Shown(changed));
        Assert.Equal("", bridges.Nft());
        Dictionary<string, string> lease = bridges.AskForLease(c);
        Assert.Equal(("10.0.3.77/24", "1400"), (lease["ip"], lease["mtu"]));

        changed = bridges.Change(
            new BridgeSettings { Addresses = BridgeHost.Addresses("10.44.0.1/24", "10.45.0.1/24"), Nat = true });
        Assert.Equal("lxcbr0|10.44.0.1/24 10.45.0.1/24|True|10.44.0.2-10.44.0.254|True|Up|True", Shown(changed));
        Assert.Equal(2, Rules(bridges.Nft()).Length);
        Assert.Equal(
            ["10.44.0.1", "10.45.0.1"],
            bridges.Host.Ip("-4 addr show lxcbr0").Single().GetProperty("addr_info").EnumerateArray()
                .Select(a => a.GetProperty("local").GetString()));

        using Process server = Server(changed);
        Assert.Null(bridges.Change(new BridgeSettings { Dhcp = false }).DhcpServerPid);
        Assert.True(server.WaitForExit(TimeSpan.FromMinutes(1)));
        var outside = new BridgeSettings { Dhcp = true, DhcpRange = AddressRange.Parse("10.0.3.5-10.0.3.9") };
        Assert.Equal(
            "DhcpRangeOutsideNetwork", bridges.Host.BridgeRefused(new SetBridge("lxcbr0", outside)).ErrorId);
        Assert.Equal("10.44.0.1/24 10.45.0.1/24", Addresses(bridges.Host.Bridge("lxcbr0")));
    }

    [RootFact]
    public void Removal_is_refused_while_interfaces_use_it_and_leases_outlive_it()
    {
        using var bridges = new BridgeHost();
        bridges.Make(settings: new BridgeSettings { Addresses = BridgeHost.Addresses("10.0.3.1/24") });
        string c = bridges.NewContainer();
        string ip = bridges.AskForLease(c)["ip"];
        CtBridge shown = bridges.Host.Bridge("lxcbr0");
        Assert.Equal([$"{c}/eth0"], shown.Interfaces.Select(i => i.ToString()));
        Assert.Equal([ip.Split('/')[0]], shown.Leases.Select(l => l.Address.ToString()));
        using Process server = Server(shown);

        ContainerNetException error = bridges.Host.BridgeRefused(new RemoveBridge("lxcbr0", Force: false));
        Assert.Equal("BridgeInUse", error.ErrorId);
        Assert.Contains($"{c}/eth0", error.Message, StringComparison.Ordinal);
        Assert.Single(bridges.Host.Bridges());

        bridges.Host.ApplyBridges(new RemoveBridge("lxcbr0", Force: true));
        Assert.True(server.WaitForExit(TimeSpan.FromMinutes(1)));
        Assert.Empty(bridges.Host.Bridges());
        Assert.Equal("", bridges.Nft());
        Assert.Equal([ip.Split('/')[0]], bridges.Make().Leases.Select(l => l.Address.ToString()));
        bridges.Host.Restore();
        Assert.Equal(ip, bridges.AskForLease(c)["ip"]);
    }

    private static string Shown(CtBridge b) =>
        $"{b.Name}|{Addresses(b)}|{b.Dhcp}|{b.DhcpRange}|{b.Nat}|{b.State}|{b.Managed}";

    private static string Addresses(CtBridge bridge) => string.Join(' ', bridge.Address.Select(a => a.ToString()));

    private static int Index(BridgeHost bridges) =>
        bridges.Host.Ip("link show lxcbr0").Single().GetProperty("ifindex").GetInt32();

    private static Process Server(CtBridge bridge) => Process.GetProcessById(bridge.DhcpServerPid!.Value);

    private static JsonElement[] Rules(string json)
    {
        using var document = JsonDocument.Parse(json);
        return [.. document.RootElement.Clone().GetProperty("nftables").EnumerateArray()
            .Where(e => e.TryGetProperty("rule", out _)).Select(e => e.GetProperty("rule"))];
    }
}
