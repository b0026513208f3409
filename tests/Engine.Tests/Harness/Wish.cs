using System.Net;

namespace ContainerNet.Engine.Tests.Harness;

/// <summary>Changes, of the texts that a user types.</summary>
internal static class Wish
{
    /// <summary>A routed interface of these interconnects, or of none.</summary>
    public static NewInterface Routed(string container, string name, params string[] via) =>
        new(container, name, CtNetIfType.Routed)
        {
            Settings = new InterfaceSettings { Via = [.. via.Select(Interconnect.Parse)] },
        };

    /// <summary>A bridged interface; without DHCP unless it is asked for.</summary>
    public static NewInterface Bridged(
        string container, string name, string? link, bool dhcp = false, string? gatewayV4 = null,
        string? gatewayV6 = null) =>
        new(container, name, CtNetIfType.Bridge)
        {
            Settings = Gateways(gatewayV4, gatewayV6) with { Link = link, Dhcp = dhcp },
        };

    public static SetInterface Set(string container, string name, InterfaceSettings settings) =>
        new(container, name, settings);

    /// <summary>Settings of gateways; null means "not said".</summary>
    public static InterfaceSettings Gateways(string? v4, string? v6) => new()
    {
        GatewayV4 = v4 is null ? null : Gateway.Parse(v4),
        GatewayV6 = v6 is null ? null : Gateway.Parse(v6),
    };

    /// <summary>Settings of limits; null means "not said".</summary>
    public static InterfaceSettings Limits(string? maxTx, string? maxRx) => new()
    {
        MaxTx = maxTx is null ? null : BitRate.Parse(maxTx),
        MaxRx = maxRx is null ? null : BitRate.Parse(maxRx),
    };

    public static AddIp AddIp(string container, string name, string address) =>
        new(container, name, IPInterfaceAddress.Parse(address));

    public static CtChange[] AddIps(string container, string name, params IEnumerable<string> addresses) =>
        [.. addresses.Select(a => AddIp(container, name, a))];

    public static RemoveIp RemoveIp(string container, string name, string address) =>
        new(container, name, IPInterfaceAddress.Parse(address));

    public static CtChange[] RemoveIps(string container, string name, params IEnumerable<string> addresses) =>
        [.. addresses.Select(a => RemoveIp(container, name, a))];

    public static AddRoute AddRoute(
        string container, string name, string destination, string? via = null, uint? table = null) =>
        new(container, name, Prefix.Parse(destination))
        {
            Via = via is null ? null : IPAddress.Parse(via),
            Table = table,
        };

    public static RemoveRoute RemoveRoute(string container, string name, string destination, uint? table = null) =>
        new(container, name, Prefix.Parse(destination)) { Table = table };
}
