using System.Net;
using ContainerNet.Engine.Model;
using ContainerNet.Engine.Plan;

namespace ContainerNet.Engine.Tests.DistroConfig;

/// <summary>The containers that every stack is rendered for.</summary>
internal static class RenderCases
{
    private static readonly Dictionary<string, Func<InterfaceConfig[]>> s_cases = new()
    {
        ["dhcp"] = () => [Bridge("eth0", dhcp: true)],
        ["static-v4"] = () => [Bridge("eth0", addresses: "10.0.3.10/24")],
        ["static-v6"] = () => [Bridge("eth0", addresses: "2001:db8:3::10/64")],
        ["static-both"] = () => [Bridge("eth0", addresses: "10.0.3.10/24 2001:db8:3::10/64")],
        ["static-many"] = () =>
        [
            Bridge("eth0", addresses: "10.0.3.10/24 10.0.3.11/24 192.0.2.7/32 2001:db8:3::10/64 2001:db8:3::11/64"),
        ],
        ["static-onlink"] = () => [Bridge("eth0", addresses: "192.0.2.7/32 2001:db8:9::7/128")],
        ["dhcp-static"] = () =>
            [Bridge("eth0", dhcp: true, addresses: "10.0.3.10/24 192.0.2.7/32 2001:db8:3::10/64")],
        ["gateway-none"] = () =>
        [
            With(Bridge("eth0", addresses: "10.0.3.10/24 2001:db8:3::10/64"), i =>
            {
                i.GatewayV4 = Gateway.None;
                i.GatewayV6 = Gateway.None;
            }),
        ],
        ["routed-v4"] = () => [Routed("eth1", "10.100.10.100/30", null, "1.2.3.4/32")],
        ["routed-v6"] = () => [Routed("eth1", null, "2001:db8:100::/126", "2001:db8:1::1/128")],
        ["routed-both"] = () =>
            [Routed("eth1", "10.100.10.100/30", "2001:db8:100::/126", "1.2.3.4/32 2001:db8:1::1/128")],
        ["routed-many"] = () =>
        [
            Routed(
                "eth1", "10.100.10.100/30", "2001:db8:100::/126",
                "1.2.3.4/32 5.6.7.8/32 10.5.5.1/24 2001:db8:1::1/128 2001:db8:2::1/64"),
        ],
        ["routed-no-ip"] = () => [Routed("eth1", "10.100.10.100/30", "2001:db8:100::/126")],
        ["routed-linkscope"] = () => [Routed("eth1", null, null, "1.2.3.4/32 2001:db8:1::1/128")],
        ["routed-linkscope-no-ip"] = () => [Routed("eth1", null, null)],
        ["two-interfaces"] = () =>
        [
            Bridge("eth0", dhcp: true),
            Routed("eth1", "10.100.10.100/30", "2001:db8:100::/126", "1.2.3.4/32 2001:db8:1::1/128"),
        ],
        ["two-routed"] = () =>
        [
            Routed("eth0", "10.100.10.100/30", "2001:db8:100::/126", "1.2.3.4/32 2001:db8:1::1/128"),
            Routed("eth1", "10.100.10.104/30", "2001:db8:100::4/126", "5.6.7.8/32 2001:db8:2::1/128"),
        ],
        ["mtu-mac"] = () =>
        [
            With(Routed("eth1", "10.100.10.100/30", null, "1.2.3.4/32"), i =>
            {
                i.Mtu = 1400;
                i.Mac = MacAddress.Parse("52:54:00:12:34:56");
            }),
        ],
        ["odd-name"] = () => [Routed("my-if.5", "10.100.10.100/30", null, "1.2.3.4/32")],
        ["no-interface"] = () => [],
    };

    public static IEnumerable<string> Names => s_cases.Keys;

    /// <summary>The states of a case's interfaces.</summary>
    public static IReadOnlyList<InterfaceState> Of(string name)
    {
        var container = new ContainerConfig("myct01", "NetNs") { Interfaces = [.. s_cases[name]()] };
        return DesiredState.Of(container, new BridgeAddresses());
    }

    /// <summary>One routed interface with a name of the test's choice.</summary>
    public static IReadOnlyList<InterfaceState> Named(string interfaceName) => DesiredState.Of(
        new ContainerConfig("myct01", "NetNs") { Interfaces = [Routed(interfaceName, "10.100.10.100/30", null)] },
        new BridgeAddresses());

    private static InterfaceConfig Bridge(string name, bool dhcp = false, string addresses = "") =>
        Add(
            new InterfaceConfig(name, CtNetIfType.Bridge)
            {
                HostInterface = "vethHOST" + name, Link = "lxcbr0", Dhcp = dhcp,
            },
            addresses);

    private static InterfaceConfig Routed(string name, string? via4, string? via6, string addresses = "") =>
        Add(
            new InterfaceConfig(name, CtNetIfType.Routed)
            {
                HostInterface = "vethHOST" + name,
                ViaV4 = via4 is null ? null : Interconnect.Parse(via4),
                ViaV6 = via6 is null ? null : Interconnect.Parse(via6),
            },
            addresses);

    private static InterfaceConfig Add(InterfaceConfig config, string addresses)
    {
        foreach (string text in addresses.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var address = IPInterfaceAddress.Parse(text);
            config.Addresses(address.GetVersion()).Add(address);
        }

        return config;
    }

    private static InterfaceConfig With(InterfaceConfig config, Action<InterfaceConfig> change)
    {
        change(config);
        return config;
    }

    private sealed class BridgeAddresses : IHostFacts
    {
        public IPAddress? FirstGlobalAddress(string link, IPVersion version) =>
            IPAddress.Parse(version == IPVersion.IPv4 ? "10.0.3.1" : "2001:db8:3::1");
    }
}
