namespace ContainerNet.Engine.Tests.Scenarios.Changes;

/// <summary>One rule of the domain, broken twice.</summary>
/// <param name="Id">The id of the error.</param>
/// <param name="Wishes">Ask for it, for a container: the last wish breaks the rule.</param>
/// <param name="Yaml">Says the same in a file: the entries of net_interfaces.</param>
internal sealed record RuleCase(string Id, Func<string, CtChange[]> Wishes, string Yaml);

/// <summary>The rules about containers' interfaces, by what is wrong.</summary>
internal static class RuleCases
{
    private const string Via = "198.51.100.0/30";
    private const string Via6 = "2001:db8:100::/126";
    private const string Bridged = "- {type: bridge, name: eth0, link: br0";
    private const string Linked = "- {type: routed, name: eth0";
    private const string Routed = Linked + ", via: {v4: 198.51.100.0/30}";
    private const string Dual = Linked + ", via: {v4: 198.51.100.0/30, v6: '2001:db8:100::/126'}";

    public static IReadOnlyDictionary<string, RuleCase> All { get; } = new Dictionary<string, RuleCase>
    {
        ["mtu 67"] = Bridge(new() { Mtu = 67 }, "mtu: 67", "InvalidMtu"),
        ["mtu 65536"] = Bridge(new() { Mtu = 65536 }, "mtu: 65536", "InvalidMtu"),
        ["mtu 1200, IPv6 interconnect"] = new("InvalidMtu", c => [Route(c, new() { Mtu = 1200 }, Via6)],
            Linked + ", mtu: 1200, via: {v6: '2001:db8:100::/126'}}"),
        ["mtu 1279, link scope"] = new("InvalidMtu", c => [Route(c, new() { Mtu = 1279 })], Linked + ", mtu: 1279}"),
        ["mtu 1200, then IPv6 address"] = new("InvalidMtu",
            c => [Bridge(c, new() { Mtu = 1200 }), Wish.AddIp(c, "eth0", "2001:db8::5/64")],
            Bridged + ", mtu: 1200, ip_addresses: {v6: ['2001:db8::5/64']}}"),
        ["IPv6 address, then mtu 1200"] = new("InvalidMtu",
            c =>
            [
                Bridge(c, new()), Wish.AddIp(c, "eth0", "2001:db8::5/64"), Wish.Set(c, "eth0", new() { Mtu = 1200 }),
            ],
            Bridged + ", ip_addresses: {v6: ['2001:db8::5/64']}, mtu: 1200}"),
        ["no transmit queue"] = Bridge(new() { TxQueues = 0 }, "tx_queues: 0", "InvalidQueueCount"),
        ["4097 receive queues"] = Bridge(new() { RxQueues = 4097 }, "rx_queues: 4097", "InvalidQueueCount"),
        ["a route in the table default"] = Table(253),
        ["a route in the table main"] = Table(254),
        ["a route in the table local"] = Table(255),
        ["interface with a dash first"] = Name("-x"),
        ["interface called lo"] = Name("lo"),
        ["interface called all"] = Name("all"),
        ["interface with a blank"] = Name("e 0"),
        ["interface of 16 characters"] = Name("e234567890123456"),
        ["interface with a letter of another script"] = Name("ž0"),
        ["bridge with a dash first"] = new("InvalidInterfaceName", c => [Bridge(c, new() { Link = "-x" })],
            "- {type: bridge, name: eth0, link: -x}"),
        ["two interfaces of a name"] = new("InterfaceExists", c => [Bridge(c, new()), Bridge(c, new())],
            Bridged + "}\n" + Bridged + "}"),
        ["IPv6 gateway for IPv4"] = Bridge(
            new() { GatewayV4 = Gateway.Parse("fe80::1") }, "gateways: {v4: 'fe80::1'}", "AddressFamilyMismatch"),
        ["IPv4 gateway for IPv6"] = Bridge(
            new() { GatewayV6 = Gateway.Parse("192.0.2.1") }, "gateways: {v6: 192.0.2.1}", "AddressFamilyMismatch"),
        ["an address that is the gateway"] = new("AddressInUse",
            c => [Bridge(c, Wish.Gateways("192.0.2.1", null)), Wish.AddIp(c, "eth0", "192.0.2.1/24")],
            Bridged + ", gateways: {v4: 192.0.2.1}, ip_addresses: {v4: [192.0.2.1/24]}}"),
        ["an address that is the gateway of the link"] = new("AddressInUse",
            c => [Route(c, new()), Wish.AddIp(c, "eth0", "169.254.0.1/32")],
            Linked + ", ip_addresses: {v4: [169.254.0.1/32]}}"),
        ["the loopback address"] = Address("127.0.0.1/32"),
        ["a multicast address"] = Address("224.0.0.5/32"),
        ["a reserved address"] = Address("255.255.255.255/32"),
        ["an address of this network"] = Address("0.0.0.7/32"),
        ["the address of the network"] = Address("192.0.2.0/24"),
        ["the broadcast address"] = Address("192.0.2.255/24"),
        ["the loopback address of IPv6"] = Address6("::1/128"),
        ["no address"] = Address6("::/128"),
        ["a multicast address of IPv6"] = Address6("ff02::1/128"),
        ["a link-local address"] = Address6("fe80::5/64"),
        ["an address twice"] = new("AddressInUse",
            c => [Route(c, new(), Via), .. Wish.AddIps(c, "eth0", "192.0.2.5", "192.0.2.5")],
            Routed + ", ip_addresses: {v4: [192.0.2.5/32, 192.0.2.5/32]}}"),
        ["an address at two interfaces"] = new("AddressInUse",
            c =>
            [
                Bridge(c, new()), Wish.AddIp(c, "eth0", "192.0.2.5/24"),
                Wish.Routed(c, "eth1", Via), Wish.AddIp(c, "eth1", "192.0.2.5"),
            ],
            Bridged + ", ip_addresses: {v4: [192.0.2.5/24]}}\n"
            + "- {type: routed, name: eth1, via: {v4: 198.51.100.0/30}, ip_addresses: {v4: [192.0.2.5/32]}}"),
        ["an end of the interconnect"] = new("AddressInUse",
            c => [Route(c, new(), Via), Wish.AddIp(c, "eth0", "198.51.100.2")],
            Routed + ", ip_addresses: {v4: [198.51.100.2/32]}}"),
        ["an interconnect with an end that is an address"] = new("AddressInUse",
            c => [Route(c, new()), Wish.AddIp(c, "eth0", "198.51.100.2"), Wish.Set(c, "eth0", Interconnects(Via))],
            Routed + ", ip_addresses: {v4: [198.51.100.2/32]}}"),
        ["an address without an interconnect"] = new("NoInterconnect",
            c => [Route(c, new(), Via), Wish.AddIp(c, "eth0", "2001:db8::5")],
            Routed + ", ip_addresses: {v6: ['2001:db8::5/128']}}"),
        ["interconnects that overlap"] = new("InterconnectOverlaps",
            c => [Route(c, new(), Via), Wish.Routed(c, "eth1", "198.51.100.0/29")],
            Routed + "}\n- {type: routed, name: eth1, via: {v4: 198.51.100.0/29}}"),
        ["an interconnect over an address"] = new("InterconnectOverlaps",
            c =>
            [
                Bridge(c, new()), Wish.AddIp(c, "eth0", "198.51.100.7/24"),
                Wish.Routed(c, "eth1", "198.51.100.0/29"),
            ],
            Bridged + ", ip_addresses: {v4: [198.51.100.7/24]}}\n"
            + "- {type: routed, name: eth1, via: {v4: 198.51.100.0/29}}"),
        ["an interconnect of a bridged interface"] = new("InterfaceIsBridged",
            c => [Bridge(c, Interconnects(Via))], Bridged + ", via: {v4: 198.51.100.0/30}}"),
        ["a route of a bridged interface"] = new("InterfaceIsBridged",
            c => [Bridge(c, new()), Wish.AddRoute(c, "eth0", "203.0.113.0/24")],
            Bridged + ", routes: {v4: [203.0.113.0/24]}}"),
        ["DHCP of a routed interface"] = new("InterfaceIsRouted",
            c => [Route(c, new() { Dhcp = true })], Linked + ", dhcp: true}"),
        ["a gateway of a routed interface"] = new("InterfaceIsRouted",
            c => [Route(c, Wish.Gateways("192.0.2.1", null))], Linked + ", gateways: {v4: 192.0.2.1}}"),
        ["the default route"] = Destination("0.0.0.0/0"),
        ["half of the default route"] = Destination("128.0.0.0/1"),
        ["the default route of IPv6"] = Destination6("::/0"),
        ["the global addresses of IPv6"] = Destination6("2000::/3"),
        ["a route twice"] = new("RouteExists",
            c => [Route(c, new(), Via), .. Twice(Wish.AddRoute(c, "eth0", "203.0.113.0/24"))],
            Routed + ", routes: {v4: [203.0.113.0/24, 203.0.113.0/24]}}"),
        ["a route to two interfaces"] = new("RouteOverlaps",
            c =>
            [
                Route(c, new(), Via), Wish.AddRoute(c, "eth0", "203.0.113.0/24"),
                Wish.Routed(c, "eth1", "198.51.100.4/30"), Wish.AddRoute(c, "eth1", "203.0.113.0/24"),
            ],
            Routed + ", routes: {v4: [203.0.113.0/24]}}\n- {type: routed, name: eth1, via: {v4: 198.51.100.4/30}, "
            + "routes: {v4: [203.0.113.0/24]}}"),
        ["a route through nobody"] = new("NextHopNotFound",
            c => [Route(c, new(), Via), Wish.AddRoute(c, "eth0", "203.0.113.0/24", "192.0.2.5")],
            Routed + ", routes: {v4: [{address: 203.0.113.0/24, via: 192.0.2.5}]}}"),
        ["a route without an interconnect"] = new("NoInterconnect",
            c => [Route(c, new(), Via), Wish.AddRoute(c, "eth0", "2001:db8:7::/64")],
            Routed + ", routes: {v6: ['2001:db8:7::/64']}}"),
    };

    private static NewInterface Bridge(string container, InterfaceSettings settings) =>
        new(container, "eth0", CtNetIfType.Bridge) { Settings = settings with { Link = settings.Link ?? "br0" } };

    private static NewInterface Route(string container, InterfaceSettings settings, params string[] via) =>
        new(container, "eth0", CtNetIfType.Routed)
        {
            Settings = settings with { Via = [.. via.Select(Interconnect.Parse)] },
        };

    private static InterfaceSettings Interconnects(params string[] via) =>
        new() { Via = [.. via.Select(Interconnect.Parse)] };

    private static CtChange[] Twice(CtChange change) => [change, change];

    private static RuleCase Bridge(InterfaceSettings settings, string yaml, string id) =>
        new(id, c => [Bridge(c, settings)], $"{Bridged}, {yaml}}}");

    private static RuleCase Name(string name) => new("InvalidInterfaceName",
        c => [Wish.Bridged(c, name, "br0")], $"- {{type: bridge, name: '{name}', link: br0}}");

    private static RuleCase Address(string address) => new("InvalidAddress",
        c => [Route(c, new(), Via, Via6), Wish.AddIp(c, "eth0", address)],
        $"{Dual}, ip_addresses: {{v4: [{address}]}}}}");

    private static RuleCase Address6(string address) => new("InvalidAddress",
        c => [Route(c, new(), Via, Via6), Wish.AddIp(c, "eth0", address)],
        $"{Dual}, ip_addresses: {{v6: ['{address}']}}}}");

    private static RuleCase Destination(string route) => new("DefaultRouteRefused",
        c => [Route(c, new(), Via, Via6), Wish.AddRoute(c, "eth0", route)], $"{Dual}, routes: {{v4: [{route}]}}}}");

    private static RuleCase Table(uint table) => new("InvalidTable",
        c => [Route(c, new(), Via, Via6), Wish.AddRoute(c, "eth0", "198.18.0.0/15", table: table)],
        $"{Dual}, routes: {{v4: [{{address: 198.18.0.0/15, table: {table}}}]}}}}");

    private static RuleCase Destination6(string route) => new("DefaultRouteRefused",
        c => [Route(c, new(), Via, Via6), Wish.AddRoute(c, "eth0", route)], $"{Dual}, routes: {{v6: ['{route}']}}}}");
}
