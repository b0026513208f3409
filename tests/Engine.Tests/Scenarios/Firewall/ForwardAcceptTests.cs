namespace ContainerNet.Engine.Tests.Scenarios.Firewall;

/// <summary>Firewalls that drop what is forwarded: named, opened when asked for, and closed again.</summary>
public abstract class ForwardAcceptTests(TestRuntime runtime)
{
    public static TheoryData<string> Firewalls => [.. FilteredHost.Firewalls];

    [RootTheory]
    [MemberData(nameof(Firewalls))]
    public void What_drops_is_named_and_a_setting_opens_and_closes_it(string firewall)
    {
        using var filtered = new FilteredHost(runtime);
        TestHost host = filtered.Host;
        host.Start(filtered.Routed, filtered.Bridged);
        filtered.AssertOpen();
        Assert.Empty(filtered.Findings);
        filtered.Filter(firewall);
        string before = filtered.Rules();
        filtered.AssertClosed();
        AssertNamed(filtered, firewall, CtSeverity.Warning);
        Assert.All(host.TryRepair(filtered.Routed), e => Assert.Equal("ForwardingDropped", e.ErrorId));
        Assert.Equal(before, filtered.Rules());

        host.SetOptions(new OptionSettings { ForwardAccept = true });
        filtered.AssertOpen();
        Assert.Empty(filtered.Findings);
        string open = filtered.Rules();
        host.SetOptions(new OptionSettings { ForwardAccept = true });
        Assert.Equal(open, filtered.Rules());
        Assert.Empty(host.Call((e, _) => e.PlanBridgeRestore()));

        host.SetOptions(new OptionSettings { ForwardAccept = false });
        Assert.Equal(before, filtered.Rules());
        filtered.AssertClosed();
    }

    /// <summary>As nft flush ruleset and a start of the firewall, which makes its chains anew.</summary>
    [RootTheory]
    [InlineData("docker")]
    [InlineData("nft")]
    [InlineData("iptables-legacy")]
    public void Rules_that_a_restart_of_the_firewall_took_are_missed_and_come_back(string firewall)
    {
        using var filtered = new FilteredHost(runtime);
        TestHost host = filtered.Host;
        filtered.Filter(firewall);
        host.SetOptions(new OptionSettings { ForwardAccept = true });
        host.Start(filtered.Routed, filtered.Bridged);
        filtered.AssertOpen();
        string open = filtered.Rules();
        foreach (bool byRestore in new[] { false, true })
        {
            filtered.Shell(
                firewall == "iptables-legacy" ? "iptables-legacy -F; ip6tables-legacy -F" : "nft flush ruleset");
            filtered.Filter(firewall);
            filtered.AssertClosed();
            AssertNamed(filtered, firewall, CtSeverity.Error);
            if (byRestore)
            {
                CtRestoreStep step = Assert.Single(host.Call((e, _) => e.PlanBridgeRestore()));
                Assert.Equal(CtRestoreKind.Forwarding, step.Kind);
                Assert.Null(Assert.Single(host.Call((e, told) => e.Restore([step], told))).Error);
            }
            else
            {
                CtNetIfFinding[] found = [.. filtered.Findings];
                Assert.All(host.Call((e, told) => e.Repair(found, force: false, told)), o => Assert.Null(o.Error));
            }

            filtered.AssertOpen();
            Assert.Empty(filtered.Findings);
            Assert.Equal(open, filtered.Rules());
        }
    }

    /// <summary>Docker's own tools read the chains that we have written to.</summary>
    [RootFact]
    public void In_Dockers_chains_the_rules_are_in_the_one_that_is_left_to_the_administrator()
    {
        using var filtered = new FilteredHost(runtime);
        filtered.Filter("docker");
        filtered.Host.SetOptions(new OptionSettings { ForwardAccept = true });
        string rules = filtered.Shell("iptables -S");
        Assert.Contains(
            "-A DOCKER-USER -i ctn-+ -m comment --comment containernet -j ACCEPT", rules, StringComparison.Ordinal);
        Assert.Contains(
            "-A DOCKER-USER -o br0 -m comment --comment containernet -j ACCEPT", rules, StringComparison.Ordinal);
        Assert.DoesNotContain("-A FORWARD -i ctn", rules, StringComparison.Ordinal);
        filtered.Shell("iptables -D DOCKER-USER -i ctn-+ -m comment --comment containernet -j ACCEPT");
    }

    /// <summary>With a name that the prefix does not match, and a bridge that was not used before.</summary>
    [RootFact]
    public void An_interface_that_is_made_later_is_let_through_too()
    {
        using var filtered = new FilteredHost(runtime);
        TestHost host = filtered.Host;
        filtered.Filter("iptables");
        host.SetOptions(new OptionSettings { ForwardAccept = true });
        host.Apply(Wish.Set(filtered.Routed, "eth0", new InterfaceSettings { HostInterface = "web" }));
        host.NewBridge("br1", "10.0.6.1/24");
        host.Apply(Wish.Bridged(filtered.Bridged, "eth1", "br1"));
        string rules = filtered.Shell("iptables -S FORWARD");
        Assert.All(new[] { "-i web ", "-o web ", "-i br1 ", "-o br1 ", "-i ctn-+ " }, r => Assert.Contains(r, rules, StringComparison.Ordinal));
        host.Start(filtered.Routed, filtered.Bridged);
        filtered.AssertOpen();
        Assert.Empty(filtered.Findings);
        host.Stop(filtered.Routed, filtered.Bridged);
        host.Apply(new RemoveInterface(filtered.Routed, "eth0"), new RemoveInterface(filtered.Bridged, "eth1"));
        rules = filtered.Shell("iptables -S FORWARD");
        Assert.All(new[] { "web", "br1" }, r => Assert.DoesNotContain(r, rules, StringComparison.Ordinal));
    }

    /// <summary>A firewall that starts before there is a container, and one that does not drop.</summary>
    [RootFact]
    public void The_setting_is_kept_where_nothing_has_to_be_opened_yet()
    {
        using var filtered = new FilteredHost(runtime);
        TestHost host = filtered.Host;
        string before = filtered.Rules();
        Assert.False(host.GetOptions().ForwardAccept);
        Assert.True(host.SetOptions(new OptionSettings { ForwardAccept = true }).ForwardAccept);
        Assert.True(host.SetOptions(new OptionSettings { DefaultBridge = "br0" }).ForwardAccept);
        Assert.Equal(before, filtered.Rules());
        host.Start(filtered.Routed, filtered.Bridged);
        Assert.Empty(filtered.Findings);
        filtered.Filter("iptables");
        AssertNamed(filtered, "iptables", CtSeverity.Error);
    }

    private static void AssertNamed(FilteredHost filtered, string firewall, CtSeverity severity)
    {
        string[] chains = firewall switch
        {
            "firewalld" => ["chain filter_FORWARD of table inet firewalld"],
            "nft" => ["chain forward of table inet filter"],
            "iptables-legacy" =>
                ["chain FORWARD of table filter (iptables-legacy)", "chain FORWARD of table filter (ip6tables-legacy)"],
            _ => ["chain FORWARD of table ip filter", "chain FORWARD of table ip6 filter"],
        };
        CtNetIfFinding[] found = [.. filtered.Findings];
        Assert.Equal(chains.Select(c => "let through by " + c), found.Select(f => f.Expected));
        Assert.All(found, f =>
        {
            Assert.Equal(("host", "forwarding", severity), (f.Where, f.What, f.Severity));
            Assert.Contains(filtered.Routed + "/eth0", f.Actual, StringComparison.Ordinal);
            Assert.Contains(filtered.Bridged + "/eth0", f.Actual, StringComparison.Ordinal);
            Assert.Contains(firewall == "firewalld" ? "by a rule" : "by its policy", f.Actual, StringComparison.Ordinal);
            Assert.Equal(
                severity == CtSeverity.Warning, f.Actual.Contains("Set-CtNetOption -ForwardAccept", StringComparison.Ordinal));
        });
    }
}

/// <summary>In named network namespaces.</summary>
public sealed class ForwardAcceptOfNetNsTests() : ForwardAcceptTests(TestRuntime.NetNs);

/// <summary>In the containers of a real LXC.</summary>
public sealed class ForwardAcceptOfLxcTests() : ForwardAcceptTests(TestRuntime.Lxc);
