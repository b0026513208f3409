namespace ContainerNet.Engine.Tests.Scenarios.Firewall;

/// <summary>
/// Which rules of an administrator's decide what becomes of a container's packets, as nft itself tells them: what lets
/// them through, or is about them, is not told as a fault.
/// </summary>
public sealed class ForwardRuleTests
{
    [RootTheory]
    [InlineData("accept")]
    [InlineData("iifname ctn-* accept")]
    [InlineData("oifname ctn-* tcp dport 443 accept")]
    [InlineData("iifname { a, b } drop; iifname != eth9 accept")]
    [InlineData("ip saddr 198.51.100.0/24 tcp dport 25 accept; ip6 saddr 2001:db8:1::10 accept")]
    [InlineData("ip daddr { 198.51.100.10, 203.0.113.7 } accept; ip6 daddr 2001:db8:1::/48 accept")]
    [InlineData("oifname up0 accept")]
    [InlineData("ct state vmap { established : accept, new : jump more }")]
    [InlineData("meta nfproto ipv4 goto more; meta nfproto ipv6 jump more")]
    [InlineData("iifname vmap { eth9 : drop, up0 : drop }; tcp dport 25 drop; counter jump more")]
    public void What_lets_them_through_or_is_about_them_is_no_finding(string rules) => Assert.Empty(Findings(rules));

    [RootTheory]
    [InlineData("")]
    [InlineData("ct state established,related accept")]
    [InlineData("ct state != invalid counter")]
    [InlineData("iifname eth9 accept; oifname eth9 accept")]
    [InlineData("iifname != ctn-* accept")]
    [InlineData("tcp dport 22 accept")]
    [InlineData("ip saddr 203.0.113.0/24 accept")]
    [InlineData("iifname ctn-* drop; accept")]
    [InlineData("iifname ctn-* reject; accept")]
    [InlineData("ct state new goto less; accept")]
    [InlineData("limit rate 3/minute log prefix forward; meta mark 7 accept")]
    public void What_drops_them_all_is_one(string rules)
    {
        CtNetIfFinding finding = Assert.Single(Findings(rules));
        Assert.Contains("chain forward of table inet filter", finding.Actual, StringComparison.Ordinal);
    }

    /// <summary>The filter of a bridge sees its ports; that of IP what goes through br_netfilter or is routed.</summary>
    [RootTheory]
    [InlineData("bridge", "policy drop;", true)]
    [InlineData("bridge", "policy drop; iifname ctn-* accept", false)]
    [InlineData("inet", "policy drop; iifname br0 accept", true)]
    [InlineData("inet", "policy drop; iifname { br0, ctn-x } accept; iifname ctn-* accept", false)]
    public void Of_a_port_the_chains_of_bridges_count(string family, string chain, bool drops)
    {
        using var filtered = new FilteredHost(TestRuntime.NetNs);
        filtered.Host.Start(filtered.Routed, filtered.Bridged);
        filtered.Shell($"nft add table {family} f");
        string[] parts = chain.Split(';', StringSplitOptions.TrimEntries);
        filtered.Shell($"nft 'add chain {family} f c {{ type filter hook forward priority 0; {parts[0]}; }}'");
        foreach (string rule in parts[1..].Where(r => r.Length > 0)) filtered.Shell($"nft 'add rule {family} f c {rule}'");
        Assert.Equal(drops, filtered.Findings.Any());
    }

    /// <summary>Each container is asked about by itself; what nobody has asked about is not looked at.</summary>
    [RootFact]
    public void A_finding_is_told_of_the_first_container_that_is_asked_about()
    {
        using var filtered = new FilteredHost(TestRuntime.NetNs);
        TestHost host = filtered.Host;
        filtered.Filter("nft");
        Assert.Empty(filtered.Findings);
        host.Start(filtered.Routed, filtered.Bridged);
        string first = new[] { filtered.Routed, filtered.Bridged }.Min(StringComparer.Ordinal)!;
        Assert.Equal(first, Assert.Single(filtered.Findings).Container);
        Assert.Equal(filtered.Bridged, Assert.Single(host.Drift(filtered.Bridged)).Container);
        Assert.DoesNotContain(filtered.Routed, Assert.Single(host.Drift(filtered.Bridged)).Actual, StringComparison.Ordinal);
    }

    /// <summary>Everything but the links of containers, so that no rule of ours opens more than was asked for.</summary>
    [RootFact]
    public void Others_are_not_let_through()
    {
        using var filtered = new FilteredHost(TestRuntime.NetNs);
        TestHost host = filtered.Host;
        string other = host.NewName();
        filtered.Shell($"""
            ip netns add {other}
            ip link add vm0 type veth peer name eth0 netns {other}
            ip addr add 203.0.113.1/24 dev vm0
            ip link set vm0 up
            ip -n {other} addr add 203.0.113.2/24 dev eth0
            ip -n {other} link set eth0 up
            ip -n {other} route add default via 203.0.113.1
            """);
        host.Start(filtered.Routed);
        Assert.True(host.Answers("192.0.2.2", other));
        filtered.Filter("iptables");
        host.SetOptions(new OptionSettings { ForwardAccept = true });
        Assert.NotEqual(0, host.Run("ip", "netns", "exec", other, "ping", "-c1", "-W1", "192.0.2.2").ExitCode);
        Assert.True(host.Answers("192.0.2.2", filtered.Routed));
    }

    private static CtNetIfFinding[] Findings(string rules)
    {
        using var filtered = new FilteredHost(TestRuntime.NetNs);
        filtered.Host.IpDo("route add default via 192.0.2.2");
        filtered.Host.IpDo("-6 route add default via 2001:db8:a::2");
        filtered.Host.Start(filtered.Routed);
        filtered.Shell("""
            nft 'add table inet filter; add chain inet filter more; add chain inet filter less
                add rule inet filter more accept; add rule inet filter less drop
                add chain inet filter forward { type filter hook forward priority 0; policy drop; }'
            """);
        foreach (string rule in rules.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            filtered.Shell($"nft 'add rule inet filter forward {rule}'");
        }

        return [.. filtered.Findings];
    }
}
