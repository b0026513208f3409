using System.Diagnostics;
using Trace = ContainerNet.Tests.Harness.Trace;

namespace ContainerNet.Tests.Bridges;

/// <summary>What a reboot, a flushed table or a killed server took comes back; what is stray goes.</summary>
public abstract class RestoreTests
{
    private readonly TestRuntime _runtime;

    private protected RestoreTests(TestRuntime runtime)
    {
        _runtime = runtime;
        Requirement.Program("dnsmasq");
        Requirement.Program("nft");
    }

    [RootFact]
    public void A_killed_server_and_flushed_rules_come_back()
    {
        using var bridges = new BridgeHost(_runtime);
        string pid = Assert.Single(bridges.Run("New-CtBridge").All("DhcpServerPid"));
        using (var server = Process.GetProcessById(int.Parse(pid)))
        {
            server.Kill();
            server.WaitForExit();
        }

        bridges.Host.Start("nft", "flush", "ruleset");
        Assert.Equal(["Down"], bridges.Run("Get-CtBridge").All("State"));
        Assert.Empty(bridges.Run("Restore-CtNet -PassThru -WhatIf").Objects);
        Assert.Equal(["Down"], bridges.Run("Get-CtBridge").All("State"));
        Assert.Equal("", bridges.Nft());

        Assert.Equal(["Bridge", "Nat"], bridges.Run("Restore-CtNet -PassThru").All("Kind"));
        Assert.Equal(["Up"], bridges.Run("Get-CtBridge").All("State"));
        Assert.Contains("masquerade", bridges.Nft(), StringComparison.Ordinal);
        Assert.Empty(bridges.Run("Restore-CtNet -PassThru").Objects);
    }

    [RootFact]
    public void A_bridge_that_is_gone_comes_back_with_its_ports_and_leases()
    {
        using var bridges = new BridgeHost(_runtime);
        bridges.Run("New-CtBridge");
        string c = bridges.NewContainer();
        string r = bridges.Host.NewContainer();
        bridges.Run($"""
            $null = New-CtNetIf {r} eth1 -Via 10.100.10.100/30
            Add-CtNetIfIp {r} eth1 1.2.3.4, 5.6.7.8
            Start-Ct {r}
            """);
        string ip = bridges.AskForLease(c)["ip"];
        bridges.Host.IpDo("link delete lxcbr0");
        bridges.Host.IpDo("route delete 1.2.3.4");

        Outcome restored = bridges.Run("Restore-CtNet -PassThru");
        Assert.Equal(["Bridge", "Interface", "Interface"], restored.All("Kind"));
        string[] interfaces = [$"{c}/eth0", $"{r}/eth1"];
        Assert.Equal(["lxcbr0", .. interfaces.Order(StringComparer.Ordinal)], restored.All("Target"));
        Assert.Equal(ip, bridges.AskForLease(c)["ip"]);
        Assert.True(bridges.Host.Answers("1.2.3.4"));
        Assert.Empty(bridges.Run("Restore-CtNet -PassThru").Objects);
    }

    [RootFact]
    public void Stray_links_of_ours_go_and_others_stay()
    {
        using var bridges = new BridgeHost(_runtime);
        string c = bridges.Host.NewContainer();
        string stopped = bridges.Host.NewContainer();
        foreach (string name in new[] { c, stopped })
        {
            bridges.Run($"$null = New-CtNetIf {name} eth1 -Via auto; Start-Ct {name}");
        }

        string batch = StagedModule.NewPath(".batch");
        File.WriteAllLines(batch, Enumerable.Range(0, 1000).SelectMany(i => new[]
        {
            $"link add stray{i} type veth peer name peer{i}",
            $"link set stray{i} alias \"containernet gone{i}/eth0\"",
        }));
        bridges.Host.IpDo($"-batch {batch}");
        bridges.Run($"Stop-Ct {stopped}");
        bridges.Host.IpDo("link add straystopped type veth peer name peerstopped");
        bridges.Host.Start("ip", "link", "set", "straystopped", "alias", $"containernet {stopped}/eth1");
        bridges.Host.IpDo("link add foreign type veth peer name foreignpeer");
        bridges.Host.IpDo("link set foreign alias containernets");
        bool ifb = bridges.Host.Start("ip", "link", "add", "ifbstray", "type", "ifb").ExitCode == 0;
        if (ifb)
        {
            bridges.Host.Start("ip", "link", "set", "ifbstray", "alias", $"containernet {c}/eth9");
            bridges.Host.IpDo("link add ifbforeign type ifb");
        }

        (Tool child, Trace trace) = Trace.Of(
            bridges.Host, "Restore-CtNet -PassThru | ForEach-Object { \"$($_.Kind)\" }");
        Assert.Equal("", child.Error);
        string[] kinds = child.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.All(kinds, k => Assert.Equal("StrayLink", k));
        Assert.Equal(ifb ? 1002 : 1001, kinds.Length);
        Assert.InRange(trace.NetlinkChanges, 1, 30);
        Assert.DoesNotContain(
            bridges.Host.Ip("link show"),
            l => l.GetProperty("ifname").GetString()!.Contains("stray", StringComparison.Ordinal));
        Assert.Single(bridges.Host.Ip("link show foreign"));
        if (ifb) Assert.Single(bridges.Host.Ip("link show ifbforeign"));
        Assert.Equal(["Up"], bridges.Run($"Get-CtNetIf {c}").All("State"));
        Assert.Empty(bridges.Run("Restore-CtNet -PassThru").Objects);
    }

    [RootFact]
    public void A_broken_file_keeps_nothing_else_from_being_restored()
    {
        using var bridges = new BridgeHost(_runtime);
        bridges.Run("New-CtBridge");
        string broken = bridges.NewContainer();
        string c = bridges.NewContainer();
        string good = File.ReadAllText(StagedModule.FileOf(broken));
        File.WriteAllText(StagedModule.FileOf(broken), "runtime: [");
        bridges.Host.IpDo("link delete lxcbr0");
        Outcome restored = bridges.Run("Restore-CtNet -PassThru");
        Assert.Equal(["lxcbr0", $"{c}/eth0"], restored.All("Target"));
        Assert.Contains(broken, Assert.Single(restored.Warnings), StringComparison.Ordinal);

        File.WriteAllText(StagedModule.FileOf(broken), good);
        Assert.Equal([$"{broken}/eth0"], bridges.Run("Restore-CtNet -PassThru").All("Target"));
        File.WriteAllText(Path.Combine(StagedModule.State, "bridges", "br9.yml"), "nat: perhaps\n");
        bridges.Host.IpDo($"link set {bridges.Run($"(Get-CtNetIf {c}).HostInterface").Texts.Single()} down");
        restored = bridges.Host.Try("Restore-CtNet -PassThru");
        Assert.Equal("StoreFileBroken", Outcome.IdOf(restored.Error));
        Assert.Equal([$"{c}/eth0"], restored.All("Target"));
        File.Delete(Path.Combine(StagedModule.State, "bridges", "br9.yml"));
    }
}

/// <summary>With named network namespaces.</summary>
public sealed class RestoreOfNetNsTests() : RestoreTests(TestRuntime.NetNs);

/// <summary>With the containers of a real LXC.</summary>
public sealed class RestoreOfLxcTests() : RestoreTests(TestRuntime.Lxc);
