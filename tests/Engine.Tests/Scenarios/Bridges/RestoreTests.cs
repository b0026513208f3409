using System.Diagnostics;
using Trace = ContainerNet.Engine.Tests.Harness.Trace;

namespace ContainerNet.Engine.Tests.Scenarios.Bridges;

/// <summary>What a reboot, a flushed table or a killed server took comes back; what is stray goes.</summary>
public abstract class RestoreTests
{
    private const int Strays = 1000;

    private readonly TestRuntime _runtime;

    private protected RestoreTests(TestRuntime runtime)
    {
        _runtime = runtime;
        Requirement.Programs("dnsmasq", "nft");
    }

    [RootFact]
    public void A_killed_server_and_flushed_rules_come_back()
    {
        using var bridges = new BridgeHost(_runtime);
        using (var server = Process.GetProcessById(bridges.Make().DhcpServerPid!.Value))
        {
            server.Kill();
            server.WaitForExit();
        }

        bridges.Host.Run("nft", "flush", "ruleset");
        Assert.Equal(CtNetIfState.Down, bridges.Host.Bridge("lxcbr0").State);
        IReadOnlyList<CtRestoreStep> plan = bridges.Host.Call((engine, _) => engine.PlanBridgeRestore());
        Assert.Equal([CtRestoreKind.Bridge, CtRestoreKind.Nat], plan.Select(s => s.Kind));
        Assert.Equal(CtNetIfState.Down, bridges.Host.Bridge("lxcbr0").State);
        Assert.Equal("", bridges.Nft());

        Assert.Equal([CtRestoreKind.Bridge, CtRestoreKind.Nat], bridges.Host.Restore().Select(s => s.Kind));
        Assert.Equal(CtNetIfState.Up, bridges.Host.Bridge("lxcbr0").State);
        Assert.Contains("masquerade", bridges.Nft(), StringComparison.Ordinal);
        Assert.Empty(bridges.Host.Restore());
    }

    [RootFact]
    public void A_bridge_that_is_gone_comes_back_with_its_ports_and_leases()
    {
        using var bridges = new BridgeHost(_runtime);
        bridges.Make();
        string c = bridges.NewContainer();
        string r = bridges.Host.NewContainer();
        bridges.Host.Apply(Wish.Routed(r, "eth1", "10.100.10.100/30"));
        bridges.Host.AddIps(r, "eth1", "1.2.3.4", "5.6.7.8");
        bridges.Host.Start(r);
        string ip = bridges.AskForLease(c)["ip"];
        bridges.Host.IpDo("link delete lxcbr0");
        bridges.Host.IpDo("route delete 1.2.3.4");

        IReadOnlyList<CtRestoreStep> restored = bridges.Host.Restore();
        Assert.Equal(
            [CtRestoreKind.Bridge, CtRestoreKind.Interface, CtRestoreKind.Interface], restored.Select(s => s.Kind));
        string[] interfaces = [$"{c}/eth0", $"{r}/eth1"];
        Assert.Equal(["lxcbr0", .. interfaces.Order(StringComparer.Ordinal)], restored.Select(s => s.Target));
        Assert.Equal(ip, bridges.AskForLease(c)["ip"]);
        Assert.True(bridges.Host.Answers("1.2.3.4"));
        Assert.Empty(bridges.Host.Restore());
    }

    [RootFact]
    public void Stray_links_of_ours_go_and_others_stay()
    {
        using var bridges = new BridgeHost(_runtime);
        TestHost host = bridges.Host;
        string c = host.NewRouted("10.100.10.100/30");
        string stopped = host.NewRouted("10.100.10.104/30");
        MakeStrays(host);
        host.Stop(stopped);
        MakeLink(host, "straystopped", "veth", $"containernet {stopped}/eth0");
        MakeLink(host, "foreign", "veth", "containernets");
        bool ifb = host.Run("ip", "link", "add", "ifbforeign", "type", "ifb").ExitCode == 0;
        if (ifb) MakeLink(host, "ifbstray", "ifb", $"containernet {c}/eth9");

        (Tool child, Trace trace) = Trace.Of(host, TellKinds);
        Assert.Equal("", child.Error);
        string[] kinds = child.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.All(kinds, k => Assert.Equal("StrayLink", k));
        Assert.Equal(Strays + (ifb ? 2 : 1), kinds.Length);
        Assert.InRange(trace.NetlinkChanges, 1, 30);
        Assert.DoesNotContain(
            host.Ip("link show"),
            l => l.GetProperty("ifname").GetString()!.Contains("stray", StringComparison.Ordinal));
        Assert.Single(host.Ip("link show foreign"));
        if (ifb) Assert.Single(host.Ip("link show ifbforeign"));
        Assert.Equal(CtNetIfState.Up, host.Interface(c, "eth0").State);
        Assert.Empty(host.Restore());
    }

    [RootFact]
    public void A_broken_file_keeps_nothing_else_from_being_restored()
    {
        using var bridges = new BridgeHost(_runtime);
        TestHost host = bridges.Host;
        bridges.Make();
        string broken = bridges.NewContainer();
        string c = bridges.NewContainer();
        string good = File.ReadAllText(host.FileOf(broken));
        File.WriteAllText(host.FileOf(broken), "runtime: [");
        host.IpDo("link delete lxcbr0");
        Assert.Equal(["lxcbr0"], host.RestoreBridges().Targets);
        Assert.Equal([$"{c}/eth0"], host.RestoreContainers().Targets);
        Assert.Contains(broken, Assert.Single(host.Told.Warnings), StringComparison.Ordinal);

        File.WriteAllText(host.FileOf(broken), good);
        Assert.Equal([$"{broken}/eth0"], host.Restore().Select(s => s.Target));
        string file = Path.Combine(bridges.StoreFolder, "br9.yml");
        File.WriteAllText(file, "nat: perhaps\n");
        host.IpDo($"link set {host.Interface(c, "eth0").HostInterface} down");
        ContainerNetException error = Assert.Throws<ContainerNetException>(() => host.RestoreBridges());
        Assert.Equal("StoreFileBroken", error.ErrorId);
        Assert.Equal([$"{c}/eth0"], host.RestoreContainers().Targets);
    }

    private static void TellKinds(EngineSession session, string[] arguments)
    {
        foreach (CtRestoreStep step in session.Restore()) Console.WriteLine(step.Kind);
    }

    // Those of containers that are gone.
    private static void MakeStrays(TestHost host)
    {
        string batch = host.NewPath(".batch");
        File.WriteAllLines(batch, Enumerable.Range(0, Strays).SelectMany(i => new[]
        {
            $"link add stray{i} type veth peer name peer{i}",
            $"link set stray{i} alias \"containernet gone{i}/eth0\"",
        }));
        host.IpDo($"-batch {batch}");
    }

    private static void MakeLink(TestHost host, string name, string type, string alias)
    {
        host.IpDo($"link add {name} type {type}");
        Assert.Equal(0, host.Run("ip", "link", "set", name, "alias", alias).ExitCode);
    }
}

/// <summary>With named network namespaces.</summary>
public sealed class RestoreOfNetNsTests() : RestoreTests(TestRuntime.NetNs);

/// <summary>With the containers of a real LXC.</summary>
public sealed class RestoreOfLxcTests() : RestoreTests(TestRuntime.Lxc);
