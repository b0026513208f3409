using System.Diagnostics;
using System.Text.Json;

namespace ContainerNet.Tests.Bridges;

/// <summary>Bridges are made, changed and removed; those of others are left alone.</summary>
public sealed class BridgeLifeTests
{
    public BridgeLifeTests()
    {
        Requirement.Program("dnsmasq");
        Requirement.Program("nft");
    }

    [RootFact]
    public void New_CtBridge_alone_makes_lxcbr0_with_address_DHCP_and_NAT()
    {
        using var bridges = new BridgeHost();
        Outcome made = bridges.Run("New-CtBridge");
        Assert.Equal(["lxcbr0|10.0.3.1/24|True|10.0.3.2-10.0.3.254|True|Up|True"], Told(made));

        JsonElement link = bridges.Host.Ip("-d link show lxcbr0").Single();
        Assert.Equal(0, link.GetProperty("linkinfo").GetProperty("info_data").GetProperty("forward_delay").GetInt32());
        Assert.Contains("UP", link.GetProperty("flags").EnumerateArray().Select(f => f.GetString()));
        Assert.Equal("1", bridges.Host.OnThread(() => File.ReadAllText("/proc/sys/net/ipv4/ip_forward")).Trim());
        using Process server = Server(made);
        Assert.Equal("dnsmasq", server.ProcessName);

        JsonElement[] rules = Rules(bridges.Nft());
        JsonElement rule = Assert.Single(rules);
        Assert.Equal("nat-lxcbr0", rule.GetProperty("chain").GetString());
        Assert.Contains(rule.GetProperty("expr").EnumerateArray(), e => e.TryGetProperty("masquerade", out _));
    }

    [RootFact]
    public void The_same_once_more_changes_nothing_and_something_else_is_refused()
    {
        using var bridges = new BridgeHost();
        string pid = Assert.Single(bridges.Run("New-CtBridge lxcbr0 10.9.0.1/24").All("DhcpServerPid"));
        int index = bridges.Host.Ip("link show lxcbr0").Single().GetProperty("ifindex").GetInt32();
        string rules = bridges.Nft();

        Assert.Equal([pid], bridges.Run("New-CtBridge lxcbr0 10.9.0.1/24").All("DhcpServerPid"));
        Assert.Equal([pid], bridges.Run("New-CtBridge").All("DhcpServerPid"));
        Assert.Equal(index, bridges.Host.Ip("link show lxcbr0").Single().GetProperty("ifindex").GetInt32());
        Assert.Equal(rules, bridges.Nft());
        Assert.Equal("BridgeExists", Outcome.IdOf(bridges.Host.Try("New-CtBridge lxcbr0 10.9.1.1/24").Error));
        Assert.Equal("BridgeExists", Outcome.IdOf(bridges.Host.Try("New-CtBridge -NoNat").Error));
    }

    [RootFact]
    public void Each_bridge_takes_the_next_network_that_is_free()
    {
        using var bridges = new BridgeHost();
        bridges.Host.IpDo("link add other type veth peer name otherpeer");
        bridges.Host.IpDo("addr add 10.0.4.77/24 dev other");
        Outcome made = bridges.Run("New-CtBridge lxcbr0, br1 -NoDhcp -NoNat");
        Assert.Equal(["10.0.3.1/24", "10.0.5.1/24"], Told(made).Select(t => t.Split('|')[1]));
        Assert.Equal("", bridges.Nft());
        var overlap = bridges.Host.Try("New-CtBridge br2 10.0.4.1/22 -NoDhcp").Error;
        Assert.Equal("BridgeNetworkOverlaps", Outcome.IdOf(overlap));
        Assert.Contains("10.0.4.0/24 on the host's other", overlap.ToString(), StringComparison.Ordinal);
    }

    [RootFact]
    public void A_bridge_that_somebody_else_runs_is_shown_and_not_touched()
    {
        using var bridges = new BridgeHost();
        bridges.Host.IpDo("link add virbr0 type bridge");
        bridges.Host.IpDo("addr add 192.168.122.1/24 dev virbr0");
        bridges.Host.IpDo("link add plain type veth peer name plainpeer");
        string before = bridges.Host.Ip("addr show virbr0").Single().ToString();

        string[] scripts = ["New-CtBridge", "Set-CtBridge -Nat", "Remove-CtBridge -Force -Confirm:$false"];
        foreach (string script in scripts)
        {
            var error = bridges.Host.Try($"{script} -Name virbr0").Error;
            Assert.Equal("BridgeNotOurs", Outcome.IdOf(error));
            Assert.Contains("libvirt", error.ToString(), StringComparison.Ordinal);
        }

        Assert.Equal("BridgeNotOurs", Outcome.IdOf(bridges.Host.Try("New-CtBridge plain").Error));
        Assert.Equal(before, bridges.Host.Ip("addr show virbr0").Single().ToString());
        Assert.Equal(["virbr0|192.168.122.1/24||||Down|False"], Told(bridges.Run("Get-CtBridge")));
        Assert.Equal("BridgeNotFound", Outcome.IdOf(bridges.Host.Try("Get-CtBridge br9").Error));
        Assert.Equal("BridgeNotFound", Outcome.IdOf(bridges.Host.Try("Set-CtBridge br9 -Nat").Error));
    }

    [RootFact]
    public void When_the_DHCP_server_cannot_start_nothing_is_left()
    {
        using var bridges = new BridgeHost();

        // Somebody else has the port of all addresses.
        using Process other = bridges.Host.OnThread(() => Tool.Start(
            "dnsmasq", "--keep-in-foreground", "--conf-file=/dev/null", "--user=root", "--pid-file=", "--port=0",
            "--dhcp-range=10.77.0.2,10.77.0.3", "--leasefile-ro"));
        Thread.Sleep(300);
        var error = bridges.Host.Try("New-CtBridge").Error;
        other.Kill();
        Assert.Equal("ToolFailed", Outcome.IdOf(error));
        Assert.Contains("in use", error.ToString(), StringComparison.Ordinal);
        Assert.Empty(bridges.Run("Get-CtBridge").Objects);
        Assert.Equal("", bridges.Nft());
        Assert.Empty(Directory.GetFiles(Path.Combine(StagedModule.State, "bridges"), "*.yml"));
        Assert.Single(bridges.Run("New-CtBridge").Objects);
    }

    [RootFact]
    public void A_change_is_made_while_the_bridge_is_used()
    {
        using var bridges = new BridgeHost();
        bridges.Run("New-CtBridge");
        string c = bridges.NewContainer();
        bridges.Run("Set-CtBridge lxcbr0 -DhcpRange 10.0.3.77-10.0.3.77");
        Outcome changed = bridges.Run("Set-CtBridge lxcbr0 -Mtu 1400 -Nat:$false -PassThru");
        Assert.Equal(["lxcbr0|10.0.3.1/24|True|10.0.3.77-10.0.3.77|False|Up|True"], Told(changed));
        Assert.Equal("", bridges.Nft());
        Dictionary<string, string> lease = bridges.AskForLease(c);
        Assert.Equal(("10.0.3.77/24", "1400"), (lease["ip"], lease["mtu"]));

        changed = bridges.Run("Set-CtBridge lxcbr0 -Address 10.44.0.1/24, 10.45.0.1/24 -Nat -PassThru");
        Assert.Equal(["lxcbr0|10.44.0.1/24 10.45.0.1/24|True|10.44.0.2-10.44.0.254|True|Up|True"], Told(changed));
        Assert.Equal(2, Rules(bridges.Nft()).Length);
        Assert.Equal(
            ["10.44.0.1", "10.45.0.1"],
            bridges.Host.Ip("-4 addr show lxcbr0").Single().GetProperty("addr_info").EnumerateArray()
                .Select(a => a.GetProperty("local").GetString()));

        using Process server = Server(changed);
        Assert.Equal([""], bridges.Run("Set-CtBridge lxcbr0 -Dhcp:$false -PassThru").All("DhcpServerPid"));
        Assert.True(server.WaitForExit(5000));
        Assert.Equal("DhcpRangeOutsideNetwork", Outcome.IdOf(
            bridges.Host.Try("Set-CtBridge lxcbr0 -Dhcp -DhcpRange 10.0.3.5-10.0.3.9").Error));
        Outcome kept = bridges.Run("Get-CtBridge lxcbr0");
        Assert.Equal(["10.44.0.1/24 10.45.0.1/24"], Told(kept).Select(t => t.Split('|')[1]));
    }

    [RootFact]
    public void Removal_is_refused_while_interfaces_use_it_and_leases_outlive_it()
    {
        using var bridges = new BridgeHost();
        bridges.Run("New-CtBridge -Address 10.0.3.1/24");
        string c = bridges.NewContainer();
        string ip = bridges.AskForLease(c)["ip"];
        Outcome shown = bridges.Run("Get-CtBridge lxcbr0");
        Assert.Equal([$"{c}/eth0"], bridges.Run("(Get-CtBridge lxcbr0).Interfaces").Texts);
        Assert.Equal([ip.Split('/')[0]], bridges.Run("(Get-CtBridge lxcbr0).Leases").All("Address"));
        using Process server = Server(shown);

        var error = bridges.Host.Try("Remove-CtBridge lxcbr0 -Confirm:$false").Error;
        Assert.Equal("BridgeInUse", Outcome.IdOf(error));
        Assert.Contains($"{c}/eth0", error.ToString(), StringComparison.Ordinal);
        bridges.Run("Remove-CtBridge lxcbr0 -Force -WhatIf");
        Assert.Single(bridges.Run("Get-CtBridge").Objects);

        bridges.Run("Remove-CtBridge lxcbr0 -Force -Confirm:$false");
        Assert.True(server.WaitForExit(5000));
        Assert.Empty(bridges.Run("Get-CtBridge").Objects);
        Assert.Equal("", bridges.Nft());
        Assert.Equal([ip.Split('/')[0]], bridges.Run("(New-CtBridge).Leases").All("Address"));
        bridges.Run("Restore-CtNet");
        Assert.Equal(ip, bridges.AskForLease(c)["ip"]);
    }

    private static IEnumerable<string> Told(Outcome outcome)
    {
        string[] properties = ["Name", "Address", "Dhcp", "DhcpRange", "Nat", "State", "Managed"];
        return outcome.Objects.Select(o => string.Join('|', properties.Select(p => Text(o.Properties[p].Value))));
    }

    private static string Text(object? value) =>
        value is Array list ? string.Join(' ', list.Cast<object>()) : $"{value}";

    private static Process Server(Outcome outcome) =>
        Process.GetProcessById((int)Assert.Single(outcome.Objects).Properties["DhcpServerPid"].Value);

    private static JsonElement[] Rules(string json)
    {
        using var document = JsonDocument.Parse(json);
        return [.. document.RootElement.Clone().GetProperty("nftables").EnumerateArray()
            .Where(e => e.TryGetProperty("rule", out _)).Select(e => e.GetProperty("rule"))];
    }
}
