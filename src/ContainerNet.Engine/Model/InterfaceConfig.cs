using System.Net;

namespace ContainerNet.Engine.Model;

/// <summary>The desired state of one interface.</summary>
internal sealed class InterfaceConfig(string name, CtNetIfType type)
{
    public string Name { get; set; } = name;

    public CtNetIfType Type { get; } = type;

    /// <summary>The name of the host veth; fixed when the interface is made, so that a rename keeps it.</summary>
    public required string HostInterface { get; set; }

    public MacAddress? Mac { get; set; }

    /// <summary>In bytes; null is the default.</summary>
    public int? Mtu { get; set; }

    public int TxQueues { get; set; } = 1;

    public int RxQueues { get; set; } = 1;

    public BitRate MaxTx { get; set; } = BitRate.Unlimited;

    public BitRate MaxRx { get; set; } = BitRate.Unlimited;

    /// <summary>The bridge; null for a routed interface.</summary>
    public string? Link { get; set; }

    /// <summary>Bridge only.</summary>
    public bool Dhcp { get; set; }

    /// <summary>Bridge only.</summary>
    public Gateway GatewayV4 { get; set; } = ContainerNet.Gateway.Auto;

    /// <summary>Bridge only.</summary>
    public Gateway GatewayV6 { get; set; } = ContainerNet.Gateway.Auto;

    /// <summary>Routed only; null without an interconnect of that family.</summary>
    public Interconnect? ViaV4 { get; set; }

    /// <summary>Routed only; null without an interconnect of that family.</summary>
    public Interconnect? ViaV6 { get; set; }

    /// <summary>In the order they were added.</summary>
    public List<IPInterfaceAddress> AddressesV4 { get; init; } = [];

    /// <summary>In the order they were added.</summary>
    public List<IPInterfaceAddress> AddressesV6 { get; init; } = [];

    /// <summary>Routed only: what the host sends to the container.</summary>
    public List<RouteConfig> RoutesV4 { get; init; } = [];

    /// <summary>Routed only: what the host sends to the container.</summary>
    public List<RouteConfig> RoutesV6 { get; init; } = [];

    /// <summary>Keys of the file that this version does not know.</summary>
    public UnknownKeys Unknown { get; init; } = UnknownKeys.None;

    /// <summary>A routed interface without any interconnect: link-scope gateways on the host veth serve both
    /// families.</summary>
    public bool IsLinkScope => Type == CtNetIfType.Routed && ViaV4 is null && ViaV6 is null;

    public List<IPInterfaceAddress> Addresses(IPVersion version) =>
        version == IPVersion.IPv4 ? AddressesV4 : AddressesV6;

    public List<RouteConfig> Routes(IPVersion version) => version == IPVersion.IPv4 ? RoutesV4 : RoutesV6;

    public Interconnect? Via(IPVersion version) => version == IPVersion.IPv4 ? ViaV4 : ViaV6;

    public Gateway Gateway(IPVersion version) => version == IPVersion.IPv4 ? GatewayV4 : GatewayV6;

    /// <summary>Whether the interface can have addresses of a family at all.</summary>
    public bool Carries(IPVersion version) =>
        Type == CtNetIfType.Bridge || IsLinkScope || Via(version) is not null;

    public InterfaceConfig Clone() => new(Name, Type)
    {
        HostInterface = HostInterface,
        Mac = Mac,
        Mtu = Mtu,
        TxQueues = TxQueues,
        RxQueues = RxQueues,
        MaxTx = MaxTx,
        MaxRx = MaxRx,
        Link = Link,
        Dhcp = Dhcp,
        GatewayV4 = GatewayV4,
        GatewayV6 = GatewayV6,
        ViaV4 = ViaV4,
        ViaV6 = ViaV6,
        AddressesV4 = [.. AddressesV4],
        AddressesV6 = [.. AddressesV6],
        RoutesV4 = [.. RoutesV4],
        RoutesV6 = [.. RoutesV6],
        Unknown = Unknown,
    };
}

/// <summary>A prefix that the host sends to the container.</summary>
/// <param name="Destination">The prefix.</param>
/// <param name="Via">An IP of the interface, on-link; null for the interconnect, or the link itself.</param>
/// <param name="Brought">Whether it came with an IP, and goes with the last IP that it holds.</param>
internal sealed record RouteConfig(IPNetwork Destination, IPAddress? Via, bool Brought)
{
    /// <summary>The routing table of the host; 0 is the main one.</summary>
    public uint Table { get; init; }
}
