using System.Net;
using System.Text;
using ContainerNet.Engine.Model;
using ContainerNet.Engine.Store;

namespace ContainerNet.Engine.Tests.Store;

/// <summary>A directory for a store that goes with the test.</summary>
internal sealed class TemporaryStore : IDisposable
{
    public TemporaryStore()
    {
        Directory = System.IO.Directory.CreateTempSubdirectory("ctstore").FullName;
        Store = new ContainerStore(Directory);
    }

    public string Directory { get; }

    public ContainerStore Store { get; }

    /// <summary>Puts a file there as a person would.</summary>
    public string Put(string name, string text)
    {
        string path = Store.PathOf(name);
        System.IO.Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    public string Text(string name) => File.ReadAllText(Store.PathOf(name));

    public void Dispose() => System.IO.Directory.Delete(Directory, recursive: true);
}

/// <summary>Containers to store.</summary>
internal static class Samples
{
    /// <summary>A container in which every field has a value of its own.</summary>
    public static ContainerConfig Full() => new("web01", "NetNs")
    {
        RootFs = "/srv/web 01/rootfs",
        Init = ["/sbin/init", "--say", "a b\n\"ž\"", "yes", ""],
        NetworkStack = "systemd-networkd",
        Interfaces =
        [
            new InterfaceConfig("eth0", CtNetIfType.Bridge)
            {
                HostInterface = "veth11111111",
                Link = "lxcbr0",
                Mac = MacAddress.Parse("52:54:00:12:34:56"),
                Mtu = 1400,
                TxQueues = 2,
                RxQueues = 3,
                MaxTx = BitRate.Parse("100mbit"),
                MaxRx = new BitRate(ulong.MaxValue),
                Dhcp = false,
                GatewayV4 = Gateway.Of(IPAddress.Parse("10.0.3.1")),
                GatewayV6 = Gateway.None,
                AddressesV4 = [IPInterfaceAddress.Parse("10.0.3.9/24"), IPInterfaceAddress.Parse("10.0.3.8/24")],
                AddressesV6 = [IPInterfaceAddress.Parse("2001:db8::9/64")],
            },
            new InterfaceConfig("eth1", CtNetIfType.Routed)
            {
                HostInterface = "veth22222222",
                ViaV4 = Interconnect.Parse("10.100.10.100/30"),
                ViaV6 = Interconnect.Parse("2001:db8:100::/126"),
                AddressesV4 = [IPInterfaceAddress.Parse("1.2.3.4/32"), IPInterfaceAddress.Parse("10.5.5.1/24")],
                AddressesV6 = [IPInterfaceAddress.Parse("2001:db8:9::2/128")],
                RoutesV4 =
                [
                    new RouteConfig(Prefix.Parse("1.2.3.4/32"), null, true),
                    new RouteConfig(Prefix.Parse("10.5.5.0/24"), null, false),
                    new RouteConfig(Prefix.Parse("10.9.0.0/16"), IPAddress.Parse("1.2.3.4"), false),
                    new RouteConfig(Prefix.Parse("10.10.0.0/16"), IPAddress.Parse("1.2.3.4"), true),
                    new RouteConfig(Prefix.Parse("10.11.0.0/16"), null, true),
                    new RouteConfig(Prefix.Parse("0.0.0.0/0"), null, false) { Table = 100 },
                    new RouteConfig(Prefix.Parse("10.9.0.0/16"), IPAddress.Parse("1.2.3.4"), false)
                    {
                        Table = uint.MaxValue,
                    },
                ],
                RoutesV6 = [new RouteConfig(Prefix.Parse("2001:db8:aa::/48"), IPAddress.Parse("2001:db8:9::2"), false)],
            },
            new InterfaceConfig("eth2", CtNetIfType.Routed) { HostInterface = "veth33333333" },
        ],
    };

    /// <summary>A container with one routed interface.</summary>
    public static ContainerConfig Routed(string name, params string[] addresses)
    {
        var config = new InterfaceConfig("eth0", CtNetIfType.Routed) { HostInterface = HostVethName.Of(name, "eth0") };
        foreach (string text in addresses)
        {
            var address = IPInterfaceAddress.Parse(text);
            config.Addresses(address.GetVersion()).Add(address);
            config.Routes(address.GetVersion()).Add(new RouteConfig(address.GetNetwork(), null, true));
        }

        return new ContainerConfig(name, "NetNs") { Interfaces = [config] };
    }

    public static string Yaml(ContainerConfig config) => Encoding.UTF8.GetString(ConfigWriter.Write(config));

    public static ContainerConfig Parse(string yaml) =>
        ConfigReader.Read("c", "/s/c.yml", Encoding.UTF8.GetBytes(yaml));
}
