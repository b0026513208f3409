using ContainerNet.Engine.Model;

namespace ContainerNet.Engine.Tests.Runtimes.Lxc;

/// <summary>Interfaces for tests, with documentation prefixes.</summary>
internal static class Interfaces
{
    public static InterfaceConfig Routed(string name, string hostInterface, string[] via, params string[] addresses)
    {
        var config = new InterfaceConfig(name, CtNetIfType.Routed) { HostInterface = hostInterface };
        foreach (Interconnect interconnect in via.Select(Interconnect.Parse))
        {
            if (interconnect.GetVersion() == IPVersion.IPv4) config.ViaV4 = interconnect;
            else config.ViaV6 = interconnect;
        }

        foreach (IPInterfaceAddress address in addresses.Select(IPInterfaceAddress.Parse))
        {
            config.Addresses(address.GetVersion()).Add(address);
            config.Routes(address.GetVersion()).Add(new RouteConfig(address.GetNetwork(), null, Brought: true));
        }

        return config;
    }

    public static InterfaceConfig Bridged(string name, string hostInterface, string bridge, params string[] addresses)
    {
        var config = new InterfaceConfig(name, CtNetIfType.Bridge) { HostInterface = hostInterface, Link = bridge };
        foreach (IPInterfaceAddress address in addresses.Select(IPInterfaceAddress.Parse))
        {
            config.Addresses(address.GetVersion()).Add(address);
        }

        return config;
    }

    /// <summary>The seed's scenario.</summary>
    public static InterfaceConfig Seed(string hostInterface = "cttest0") => Routed(
        "eth0", hostInterface, ["10.100.10.100/30", "2001:db8:100::/126"], "1.2.3.4/32", "2001:db8:1::1/128");
}
