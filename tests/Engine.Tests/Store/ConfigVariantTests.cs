using System.Net;
using ContainerNet.Engine.Model;

namespace ContainerNet.Engine.Tests.Store;

/// <summary>What a person or osctl wrote is read as it was meant, and what is not known is kept.</summary>
public sealed class ConfigVariantTests
{
    [Fact]
    public void What_is_missing_has_osctls_defaults()
    {
        InterfaceConfig bridge = Assert.Single(Samples.Parse(
            "net_interfaces: [{link: br0, name: eth0, type: bridge}]\nruntime: Lxc\n").Interfaces);
        Assert.True(bridge.Dhcp);
        Assert.Equal((Gateway.Auto, Gateway.Auto), (bridge.GatewayV4, bridge.GatewayV6));
        Assert.Equal((1, 1), (bridge.TxQueues, bridge.RxQueues));
        Assert.Equal((BitRate.Unlimited, BitRate.Unlimited), (bridge.MaxTx, bridge.MaxRx));
        Assert.Null(bridge.Mac);
        Assert.Null(bridge.Mtu);
        Assert.Matches("^ctn-[2-7][a-z2-7]{7}$", bridge.HostInterface);
        Assert.Empty(Samples.Parse("runtime: Lxc\n").Interfaces);
    }

    [Fact]
    public void Osctls_file_is_read()
    {
        ContainerConfig config = Samples.Parse("""
            ---
            runtime: Lxc
            user: "1000"
            net_interfaces:
            - type: routed
              name: eth0
              hwaddr: null
              max_tx: 0
              tx_queues: 1
              via: { 4: {network: "10.100.10.101/30", host: "10.100.10.101/30", ct: "10.100.10.102/30"}, 6: }
              ip_addresses: { 4: ["1.2.3.4/32", 10.5.5.1/24], v6: }
              routes:
                v4: ["1.2.3.4/32", "10.5.5.0/24", 10.7.0.0/16, {address: "10.6.0.0/24", via: "1.2.3.4"}, 10.0.0.0/8]
                v6: []
            - type: bridge
              name: eth1
              link: lxcbr0
              gateways: { v4: none, v6: 2001:db8::1 }
            """);
        InterfaceConfig routed = config.Interfaces[0];
        Assert.Equal("10.100.10.100/30", routed.ViaV4!.ToString());
        Assert.Null(routed.ViaV6);
        Assert.Equal(["1.2.3.4/32", "10.5.5.1/24"], routed.AddressesV4.Select(a => a.ToString()));
        Assert.Equal(
            [
                new RouteConfig(Prefix.Parse("1.2.3.4/32"), null, true),
                new RouteConfig(Prefix.Parse("10.5.5.0/24"), null, true),
                new RouteConfig(Prefix.Parse("10.7.0.0/16"), null, false),
                new RouteConfig(Prefix.Parse("10.6.0.0/24"), IPAddress.Parse("1.2.3.4"), false),
                new RouteConfig(Prefix.Parse("10.0.0.0/8"), null, true),
            ],
            routed.RoutesV4);
        InterfaceConfig bridge = config.Interfaces[1];
        Assert.Equal((Gateway.None, Gateway.Parse("2001:db8::1")), (bridge.GatewayV4, bridge.GatewayV6));
    }

    [Fact]
    public void Unknown_keys_are_kept_with_all_that_is_in_them()
    {
        const string yaml = """
            runtime: NetNs
            net_interfaces:
            - type: routed
              name: eth0
              host_interface: veth0
              hwaddr: null
              max_tx: 0
              max_rx: 0
              tx_queues: 1
              rx_queues: 1
              ip_addresses:
                v4: []
                v6: []
              routes:
                v4: []
                v6: []
              x-color: !paint {red: [1, 0x02], "null": null, 'a: b': "50:60"}
            dataset: tank/ct
            "odd key: yes":
            - - nested
              - {}
            text: |
              two
              lines

            folded: >-
              one
              line
            flag: yes
            empty:

            """;
        string once = Samples.Yaml(Samples.Parse(yaml));
        string twice = Samples.Yaml(Samples.Parse(once));
        Assert.Equal(once, twice);
        Assert.Contains("x-color: !paint {red: [1, 0x02], \"null\": null, \"a: b\": \"50:60\"}\n", once);
        Assert.Contains("dataset: tank/ct\n\"odd key: yes\":\n- - nested\n  - {}\n", once);
        Assert.Contains("text: \"two\\nlines\\n\"\nfolded: \"one line\"\nflag: yes\nempty: null\n", once);
    }

    [Theory]
    [InlineData("eth0")]
    [InlineData("null")]
    [InlineData("yes")]
    [InlineData("1e3")]
    [InlineData("0")]
    [InlineData("~")]
    [InlineData("-")]
    [InlineData("#x")]
    [InlineData("a#b")]
    [InlineData("&a")]
    [InlineData("'\"\\")]
    [InlineData("{%!@`|>}")]
    [InlineData("žluť")]
    [InlineData("😀")]
    [InlineData("a\u00a0\u2028")]
    public void Text_of_any_kind_comes_back(string text)
    {
        var config = new ContainerConfig("c", "NetNs") { Init = [text], NetworkStack = text, RootFs = "/" + text };
        ContainerConfig back = Samples.Parse(Samples.Yaml(config));
        Assert.Equal((text, text, "/" + text), (Assert.Single(back.Init), back.NetworkStack, back.RootFs));
    }

    [Fact]
    public void Windows_line_ends_and_a_byte_order_mark_are_read()
    {
        ContainerConfig config = Samples.Parse("\ufeffruntime: NetNs\r\nrootfs: /a\r\n");
        Assert.Equal(("NetNs", "/a"), (config.Runtime, config.RootFs));
    }
}
