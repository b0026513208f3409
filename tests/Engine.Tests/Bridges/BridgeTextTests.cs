using System.Net;
using System.Text;
using ContainerNet.Engine.Bridges;
using ContainerNet.Engine.Model;
using ContainerNet.Engine.Store;

namespace ContainerNet.Engine.Tests.Bridges;

/// <summary>What is written for a bridge: its own file, dnsmasq's and nftables'.</summary>
public sealed class BridgeTextTests
{
    private static readonly BridgeConfig s_dual = new("br1")
    {
        Addresses =
        [
            IPInterfaceAddress.Parse("10.0.3.1/24"), IPInterfaceAddress.Parse("fd42:1::1/64"),
            IPInterfaceAddress.Parse("203.0.113.1/24"), IPInterfaceAddress.Parse("2001:db8::1/64"),
        ],
        DnsServers = [IPAddress.Parse("192.0.2.53"), IPAddress.Parse("2001:db8::53")],
        Mtu = 1400,
    };

    [Fact]
    public void A_bridge_is_read_as_it_was_written_with_the_keys_of_later_versions()
    {
        string text = """
            addresses:
            - 10.0.3.1/24
            - "fd42:1::1/64"
            dhcp: true
            dhcp_range: 10.0.3.100-10.0.3.200
            nat: false
            mtu: 1400
            dns_servers:
            - 192.0.2.53
            later: [1, two]

            """;
        BridgeConfig config = BridgeFile.Read("br1", "/x/br1.yml", Encoding.UTF8.GetBytes(text));
        Assert.Equal("10.0.3.100-10.0.3.200", config.LeaseRange!.ToString());
        Assert.False(config.Nat);
        Assert.Equal(text, Encoding.UTF8.GetString(BridgeFile.Write(config)));
    }

    [Theory]
    [InlineData("addresses:\n- 10.0.3.1/33\n", 2, 3)]
    [InlineData("dhcp_range: 10.0.3.9-10.0.3.1\n", 1, 13)]
    [InlineData("nat: perhaps\n", 1, 6)]
    [InlineData("mtu: small\n", 1, 6)]
    public void A_broken_file_is_named_with_line_and_column(string text, int line, int column)
    {
        ContainerNetException error = Assert.Throws<ContainerNetException>(
            () => BridgeFile.Read("br1", "/x/br1.yml", Encoding.UTF8.GetBytes(text)));
        Assert.Equal("StoreFileBroken", error.ErrorId);
        string where = $"'/x/br1.yml' is broken at line {line}, column {column}";
        Assert.Contains(where, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_server_leases_one_network_and_advertises_the_others()
    {
        string[] lines = DnsmasqConfig.Write(s_dual, 7, "/s/br1.leases", "/r/br1.pid", "dnsmasq").Split('\n');
        Assert.Contains("interface=br1", lines);
        Assert.Contains("user=dnsmasq", lines);
        Assert.Contains("no-resolv", lines);
        Assert.Contains("server=2001:db8::53", lines);
        Assert.Contains("dhcp-range=10.0.3.2,10.0.3.254,255.255.255.0,24h", lines);
        Assert.Contains("dhcp-option=option:router,10.0.3.1", lines);
        Assert.Contains("dhcp-option=option:mtu,1400", lines);
        Assert.Contains("dhcp-leasefile=/s/br1.leases", lines);
        Assert.Contains("enable-ra", lines);
        Assert.Contains("dhcp-range=fd42:1::,ra-stateless,64,24h", lines);
        Assert.Contains("dhcp-option=option6:dns-server,[fd42:1::1],[2001:db8::1]", lines);
    }

    [Fact]
    public void Private_networks_are_masqueraded_and_public_ones_are_not()
    {
        string expected = """
            table inet containernet
            delete table inet containernet
            table inet containernet {
                chain nat-br1 {
                    type nat hook postrouting priority 100; policy accept;
                    ip saddr V4 ip daddr != V4 oifname != "br1" masquerade comment "V4 of br1"
                    ip6 saddr V6 ip6 daddr != V6 oifname != "br1" masquerade comment "V6 of br1"
                }
            }

            """;
        expected = expected.Replace("V4", "10.0.3.0/24", StringComparison.Ordinal)
            .Replace("V6", "fd42:1::/64", StringComparison.Ordinal);
        Assert.Equal(expected, NatRules.Write([s_dual, s_dual with { Name = "br2", Nat = false }]));
        Assert.Equal(2, NatRules.Comments([s_dual]).Count);
        Assert.Equal("table inet containernet\ndelete table inet containernet\n", NatRules.Write([]));
    }

    [Theory]
    [InlineData("10.0.3.1/24", "10.0.3.2-10.0.3.254")]
    [InlineData("10.0.3.254/24", "10.0.3.1-10.0.3.253")]
    [InlineData("10.0.3.9/24", "10.0.3.1-10.0.3.254")]
    [InlineData("10.0.3.1/30", "10.0.3.2-10.0.3.2")]
    [InlineData("10.0.3.1/16", "10.0.0.1-10.0.255.254")]
    [InlineData("10.0.3.1/31", null)]
    [InlineData("fd42::1/64", null)]
    public void All_of_the_network_is_leased_unless_a_range_is_named(string address, string? range)
    {
        var config = new BridgeConfig("br1") { Addresses = [IPInterfaceAddress.Parse(address)] };
        Assert.Equal(range, config.LeaseRange?.ToString());
    }

    [Fact]
    public void Leases_are_read_line_by_line()
    {
        CtBridgeLease named = LeaseFile.Parse("br1", "1700000000 52:54:00:12:34:56 10.0.3.7 web01 01:52:54")!;
        Assert.Equal("10.0.3.7 52:54:00:12:34:56 web01", $"{named.Address} {named.MacAddress} {named.HostName}");
        Assert.Equal(1700000000, named.Expires!.Value.ToUnixTimeSeconds());
        CtBridgeLease endless = LeaseFile.Parse("br1", "0 52:54:00:12:34:56 10.0.3.8 * *")!;
        Assert.Null(endless.HostName);
        Assert.Null(endless.Expires);
        Assert.Equal("fd42::9", $"{LeaseFile.Parse("br1", "1700000000 4660 fd42::9 web01 00:01")!.Address}");
        Assert.Null(LeaseFile.Parse("br1", "duid 00:01:00:01:2c"));
        Assert.Null(LeaseFile.Parse("br1", ""));
    }
}
