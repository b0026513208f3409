using ContainerNet.Engine.Kernel.Plan;
using ContainerNet.Engine.Model;

namespace ContainerNet.Engine.Tests.DistroConfig;

/// <summary>The containers that every network stack is rendered for.</summary>
internal static class RenderCases
{
    /// <summary>The name of the container in every case.</summary>
    public const string Container = "myct01";

    private static readonly Dictionary<string, InterfaceConfig[]> s_cases = new()
    {
        ["dhcp"] = [Dhcp("eth0")],
        ["static-v4"] = [Static("eth0", "10.0.3.5/24")],
        ["static-v6"] = [Static("eth0", "fd42:c7:3::5/64")],
        ["static-both"] = [Static("eth0", "10.0.3.5/24", "fd42:c7:3::5/64")],
        ["static-many"] =
        [
            Static("eth0", "10.0.3.5/24", "10.0.3.6/24", "192.0.2.9/32", "fd42:c7:3::5/64", "2001:db8:9::9/128"),
        ],
        ["static-onlink"] = [Static("eth0", "192.0.2.9/32", "2001:db8:9::9/128")],
        ["dhcp-static"] = [Dhcp("eth0", "10.0.3.50/24", "192.0.2.9/32", "fd42:c7:3::50/64")],
        ["gateway-none"] = [Without(Static("eth0", "10.0.3.5/24", "fd42:c7:3::5/64"))],
        ["mtu-mac"] = [Tuned(Static("eth0", "10.0.3.5/24", "fd42:c7:3::5/64"))],
        ["no-address"] = [Static("eth0")],
        ["routed-v4"] = [Routed("eth1", "10.100.10.100/30", null, "1.2.3.4/32")],
        ["routed-v6"] = [Routed("eth1", null, "2001:db8:100::/126", "2001:db8:1::1/128")],
        ["routed-both"] =
        [
            Routed("eth1", "10.100.10.100/30", "2001:db8:100::/126", "1.2.3.4/32", "2001:db8:1::1/128"),
        ],
        ["routed-many"] =
        [
            Routed("eth1", "10.100.10.100/30", "2001:db8:100::/126", "1.2.3.4/32", "5.6.7.8/32", "10.5.5.1/24",
                "2001:db8:1::1/128", "2001:db8:2::1/64"),
        ],
        ["routed-no-ip"] = [Routed("eth1", "10.100.10.100/30", "2001:db8:100::/126")],
        ["routed-linkscope"] = [Routed("eth1", null, null, "1.2.3.4/32", "5.6.7.8/32", "2001:db8:1::1/128")],
        ["routed-linkscope-no-ip"] = [Routed("eth1", null, null)],
        ["odd-name"] = [Routed("my-if.5", "10.100.10.100/30", "2001:db8:100::/126", "1.2.3.4/32")],
        ["no-interface"] = [],
        ["two-interfaces"] =
        [
            Dhcp("eth0"), Routed("eth1", "10.100.10.100/30", "2001:db8:100::/126", "1.2.3.4/32", "2001:db8:1::1/128"),
        ],
        ["two-uplinks"] =
        [
            Static("eth0", "10.0.3.5/24", "fd42:c7:3::5/64"),
            Routed("eth1", "10.100.10.100/30", "2001:db8:100::/126", "1.2.3.4/32", "5.6.7.8/32", "2001:db8:1::1/128"),
        ],
        ["two-routed"] =
        [
            Routed("eth0", "10.100.10.100/30", "2001:db8:100::/126", "1.2.3.4/32", "2001:db8:1::1/128"),
            Routed("eth1", null, null, "5.6.7.8/32", "2001:db8:2::1/128"),
        ],
    };

    public static IEnumerable<string> Names => s_cases.Keys;

    /// <summary>The names, for a theory's MemberData.</summary>
    public static TheoryData<string> Data => [.. s_cases.Keys];

    /// <summary>The interfaces of a case, as the model makes them of a container's configuration.</summary>
    public static IReadOnlyList<InterfaceState> Of(string name) => Of(s_cases[name]);

    /// <summary>The same for other interfaces.</summary>
    public static IReadOnlyList<InterfaceState> Of(params InterfaceConfig[] interfaces) => InterfaceStates.Of(
        new ContainerConfig(Container, "Lxc") { Interfaces = [.. interfaces] }, FakeHost.Instance);

    /// <summary>One routed interface with a name of the test's choice.</summary>
    public static IReadOnlyList<InterfaceState> Named(string name) => Of(Routed(name, "10.100.10.100/30", null));

    public static InterfaceConfig Dhcp(string name, params string[] addresses)
    {
        InterfaceConfig config = Static(name, addresses);
        config.Dhcp = true;
        return config;
    }

    public static InterfaceConfig Static(string name, params string[] addresses) =>
        Add(new InterfaceConfig(name, CtNetIfType.Bridge) { HostInterface = "v" + name, Link = "lxcbr0" }, addresses);

    public static InterfaceConfig Routed(string name, string? viaV4, string? viaV6, params string[] addresses) =>
        Add(
            new InterfaceConfig(name, CtNetIfType.Routed)
            {
                HostInterface = "v" + name,
                ViaV4 = viaV4 is null ? null : Interconnect.Parse(viaV4),
                ViaV6 = viaV6 is null ? null : Interconnect.Parse(viaV6),
            },
            addresses);

    private static InterfaceConfig Without(InterfaceConfig config)
    {
        config.GatewayV4 = Gateway.None;
        config.GatewayV6 = Gateway.None;
        return config;
    }

    private static InterfaceConfig Tuned(InterfaceConfig config)
    {
        config.Mtu = 1400;
        config.Mac = MacAddress.Parse("02:00:00:00:00:05");
        return config;
    }

    private static InterfaceConfig Add(InterfaceConfig config, string[] addresses)
    {
        foreach (string text in addresses)
        {
            var address = IPInterfaceAddress.Parse(text);
            IPVersion version = address.GetVersion();
            config.Addresses(version).Add(address);
            if (config.Type == CtNetIfType.Routed)
            {
                config.Routes(version).Add(new RouteConfig(address.GetNetwork(), null, Brought: true));
            }
        }

        return config;
    }
}
