using System.Net;
using ContainerNet.Engine.Kernel.Plan;
using ContainerNet.Engine.Model;
using ContainerNet.Micro.Netlink;

namespace ContainerNet.Micro.Engine;

/// <summary>Containers to plan for, to write files for and to store.</summary>
internal sealed class Sample : IHostFacts
{
    /// <summary>A container with a routed interface of both families, and so many IPv4 addresses on it.</summary>
    /// <param name="number">Which container: each has its own addresses.</param>
    /// <param name="addresses">How many.</param>
    public static ContainerConfig Container(int number, int addresses)
    {
        string name = $"web{number}";
        var config = new InterfaceConfig("eth0", CtNetIfType.Routed)
        {
            HostInterface = HostVethName.Of(name, "eth0"),
            ViaV4 = Interconnect.Parse($"10.{200 + (number >> 14)}.{(number >> 6) & 255}.{(number & 63) * 4}/30"),
            ViaV6 = Interconnect.Parse($"2001:db8:{number:x}::/126"),
        };
        for (int i = 0; i < addresses; i++) Add(config, $"{Answers.Nth((number * addresses) + i)}/32");
        Add(config, $"2001:db8:{number:x}:1::1/128");
        return new ContainerConfig(name, "NetNs") { Interfaces = [config] };
    }

    /// <summary>What the kernel shall have of it.</summary>
    public static IReadOnlyList<InterfaceState> States(ContainerConfig config) => InterfaceStates.Of(config, new Sample());

    public static void Add(InterfaceConfig config, string text)
    {
        var address = IPInterfaceAddress.Parse(text);
        config.Addresses(address.GetVersion()).Add(address);
        config.Routes(address.GetVersion()).Add(new RouteConfig(address.GetNetwork(), null, Brought: true));
    }

    IPAddress? IHostFacts.FirstGlobalAddress(string link, IPVersion version) => null;
}
