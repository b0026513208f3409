using System.Net;
using ContainerNet.Engine.Kernel.Plan;
using ContainerNet.Engine.Model;

namespace ContainerNet.Engine.Tests.Planning;

/// <summary>Containers to plan for, and plans in the words of ip.</summary>
internal sealed class PlannedContainer : IHostFacts
{
    private readonly ContainerConfig _config = new("c", "NetNs");

    /// <summary>The first global addresses of the host's bridges.</summary>
    public Dictionary<(string Link, IPVersion Version), IPAddress> Bridges { get; } = [];

    public PlannedContainer Routed(string name, string? via = null, string? via6 = null, params string[] addresses)
    {
        InterfaceConfig config = Add(name, CtNetIfType.Routed, addresses);
        config.ViaV4 = via is null ? null : Interconnect.Parse(via);
        config.ViaV6 = via6 is null ? null : Interconnect.Parse(via6);
        foreach (IPInterfaceAddress address in config.AddressesV4.Concat(config.AddressesV6))
        {
            config.Routes(address.GetVersion()).Add(new RouteConfig(address.GetNetwork(), null, Brought: true));
        }

        return this;
    }

    public PlannedContainer Bridged(string name, params string[] addresses)
    {
        Add(name, CtNetIfType.Bridge, addresses).Link = "br0";
        return this;
    }

    public IReadOnlyList<InterfaceState> States => InterfaceStates.Of(_config, this);

    /// <summary>The steps from this container to another, as lines of "side: ip …".</summary>
    public string[] To(PlannedContainer other) =>
        [.. Planner.Change(States, other.States).Select(Line)];

    public static string Line(KernelOp op) => $"{(op.Side == Side.Host ? "host" : "ct")}: {((IpOp)op).ToIp()}";

    IPAddress? IHostFacts.FirstGlobalAddress(string link, IPVersion version) =>
        Bridges.GetValueOrDefault((link, version));

    private InterfaceConfig Add(string name, CtNetIfType type, string[] addresses)
    {
        var config = new InterfaceConfig(name, type) { HostInterface = "v" + name };
        foreach (string text in addresses)
        {
            var address = IPInterfaceAddress.Parse(text);
            config.Addresses(address.GetVersion()).Add(address);
        }

        _config.Interfaces.Add(config);
        return config;
    }
}
