using System.Text.RegularExpressions;

namespace ContainerNet.Engine.Tests.Scenarios.Changes;

/// <summary>What a parameter may not say, no file of the desired state may say either.</summary>
public sealed class FileRuleTests : IDisposable
{
    private readonly TestHost _host = new();

    public static TheoryData<string> Rules => [.. RuleCases.All.Keys];

    [RootTheory]
    [MemberData(nameof(Rules))]
    public void A_rule_of_a_parameter_is_one_of_the_file_with_line_and_column(string what)
    {
        RuleCase rule = RuleCases.All[what];
        string asked = _host.NewContainer();
        Assert.Equal(rule.Id, _host.Refused(rule.Wishes(asked)).ErrorId);

        string written = _host.NewContainer();
        File.WriteAllText(_host.FileOf(written), $"runtime: NetNs\nnet_interfaces:\n{rule.Yaml}\n");
        MustNamePlace(rule.Id, _host.FileOf(written), _host.Refused(new SetContainer(written, null)));
        MustNamePlace(rule.Id, _host.FileOf(written), _host.StartRefused(written));
    }

    [RootFact]
    public void An_MTU_below_that_of_IPv6_is_taken_where_IPv6_is_not_asked_for()
    {
        string c = _host.NewContainer();
        _host.IpDo("link add br0 type bridge");
        _host.Apply(
            Wish.Routed(c, "eth0", "198.51.100.0/30"), Wish.Set(c, "eth0", new() { Mtu = 1200 }),
            Wish.Bridged(c, "eth1", "br0"), Wish.Set(c, "eth1", new() { Mtu = 576 }));
        _host.Start(c);
        Assert.Equal([1200, 576], _host.Interfaces(c).Select(i => i.Mtu!.Value));
        Assert.Empty(_host.Drift(c));
    }

    [RootFact]
    public void A_MAC_address_of_a_file_is_that_of_a_single_host()
    {
        string c = _host.NewContainer();
        foreach (string mac in (string[])["01:00:00:00:00:00", "00:00:00:00:00:00", "52:54:00:12:34:5x", "five"])
        {
            File.WriteAllText(
                _host.FileOf(c),
                $"runtime: NetNs\nnet_interfaces:\n- {{type: bridge, name: eth0, link: br0, hwaddr: '{mac}'}}\n");
            MustNamePlace("InvalidMacAddress", _host.FileOf(c), _host.Refused(new SetContainer(c, null)));
        }
    }

    [RootTheory]
    [InlineData("InvalidMtu", "addresses: [10.7.7.1/24]\nmtu: 67\n")]
    [InlineData("InvalidMtu", "addresses: ['fd42::1/64']\nmtu: 1279\n")]
    [InlineData("InvalidAddress", "addresses: [10.7.7.0/24]\n")]
    [InlineData("DnsServerIsBridge", "addresses: [10.7.7.1/24]\ndns_servers: [10.7.7.1]\n")]
    [InlineData("DhcpNeedsNetwork", "addresses: [10.7.7.1/32]\ndhcp: true\n")]
    [InlineData("DhcpRangeOutsideNetwork", "addresses: [10.7.7.1/24]\ndhcp_range: 10.7.8.1-10.7.8.9\n")]
    public void A_bridge_s_file_keeps_the_rules_of_a_bridge_s_parameters(string id, string yaml)
    {
        Assert.Equal(id, _host.BridgeRefused(new NewBridge("brt0", BridgeOf(yaml))).ErrorId);

        string folder = Path.Combine(_host.Options.StateDirectory, "bridges");
        Directory.CreateDirectory(folder);
        string file = Path.Combine(folder, "brt0.yml");
        File.WriteAllText(file, yaml);
        ContainerNetException error = Assert.Throws<ContainerNetException>(
            () => _host.Call((engine, _) => engine.GetBridges().ToList()));
        MustNamePlace(id, file, error);
    }

    [RootTheory]
    [InlineData("InvalidInterfaceName", "default_bridge: -x\n")]
    [InlineData("AddressFamilyMismatch", "interconnect_pools: {v4: 'fd00::/64'}\n")]
    [InlineData("AddressFamilyMismatch", "interconnect_pools: {v6: 10.0.0.0/16}\n")]
    public void The_file_of_the_host_s_settings_keeps_the_rules_of_their_parameters(string id, string yaml)
    {
        OptionSettings settings = yaml.Contains("default_bridge", StringComparison.Ordinal)
            ? new() { DefaultBridge = "-x" }
            : yaml.Contains("v4", StringComparison.Ordinal)
                ? new() { InterconnectPoolV4 = InterconnectPool.Parse("fd00::/64") }
                : new() { InterconnectPoolV6 = InterconnectPool.Parse("10.0.0.0/16") };
        Assert.Equal(id, Assert.Throws<ContainerNetException>(() => _host.SetOptions(settings)).ErrorId);

        string file = Path.Combine(_host.Options.StateDirectory, "options.yml");
        Directory.CreateDirectory(_host.Options.StateDirectory);
        File.WriteAllText(file, yaml);
        MustNamePlace(id, file, Assert.Throws<ContainerNetException>(
            () => _host.Call((engine, _) => engine.GetOptions())));
    }

    [RootFact]
    public void A_container_of_a_document_has_a_name_that_New_Ct_takes()
    {
        Assert.Equal("InvalidContainerName", _host.Refused(new NewContainer("-x")).ErrorId);
        ContainerNetException error = Assert.Throws<ContainerNetException>(() => _host.Call(
            (engine, _) => engine.PlanImport("containers:\n  -x: {runtime: NetNs}\n", "all.yml", null)));
        MustNamePlace("InvalidContainerName", "all.yml", error);
    }

    public void Dispose() => _host.Dispose();

    private static BridgeSettings BridgeOf(string yaml)
    {
        string? Value(string key) => Regex.Match(yaml, key + @": \[?'?([^\]'\n]+)") is { Success: true } found
            ? found.Groups[1].Value
            : null;
        return new BridgeSettings
        {
            Addresses = [IPInterfaceAddress.Parse(Value("addresses")!)],
            Mtu = Value("mtu") is { } mtu ? int.Parse(mtu, System.Globalization.CultureInfo.InvariantCulture) : null,
            DnsServers = Value("dns_servers") is { } server ? [System.Net.IPAddress.Parse(server)] : null,
            DhcpRange = Value("dhcp_range") is { } range ? AddressRange.Parse(range) : null,
        };
    }

    private static void MustNamePlace(string id, string file, ContainerNetException error)
    {
        Assert.Equal((id, CtErrorKind.InvalidData), (error.ErrorId, error.Kind));
        Assert.Matches($"^'{Regex.Escape(file)}' is broken at line [1-9][0-9]*, column [1-9][0-9]*: ", error.Message);
    }
}
