using System.Net;

namespace ContainerNet.Engine.Model;

/// <summary>What one interface can be by itself, the same for a wish and for a file.</summary>
internal static class InterfaceRules
{
    /// <summary>Where the default route of an interface without an interconnect leads, on every host.</summary>
    public static IPAddress LinkScopeGateway { get; } = IPAddress.Parse("169.254.0.1");

    /// <summary>Refuses an MTU below what the IPv6 of the interface needs.</summary>
    /// <exception cref="ContainerNetException">InvalidMtu.</exception>
    public static void CheckMtu(InterfaceConfig config, string target)
    {
        if (config.Mtu is { } mtu) MtuRules.Check(mtu, target);
        bool hasIPv6 = config.AddressesV6.Count > 0
            || (config.Type == CtNetIfType.Routed && config.Carries(IPVersion.IPv6));
        if (hasIPv6) MtuRules.CheckIPv6(config.Mtu, target);
    }

    /// <exception cref="ContainerNetException">AddressFamilyMismatch, or AddressInUse.</exception>
    public static void CheckGateway(InterfaceConfig config, IPVersion version, string target)
    {
        if (config.Gateway(version).Address is not { } gateway) return;
        RequireFamily(config.Gateway(version), version, target);
        if (config.Addresses(version).Find(a => a.IPAddress.Equals(gateway)) is { } own)
        {
            throw InterfaceErrors.GatewayIsAddress(own, target);
        }
    }

    /// <exception cref="ContainerNetException">AddressFamilyMismatch.</exception>
    public static void RequireFamily(Gateway gateway, IPVersion version, string target)
    {
        if (gateway.Address is not { } address) return;
        bool fits = (IPText.BitLength(address) == 32) == (version == IPVersion.IPv4);
        if (!fits) throw InterfaceErrors.WrongFamily($"The gateway {gateway}", version, target);
    }

    /// <summary>Refuses an address that the interface can't have; who else has it is not looked at.</summary>
    /// <exception cref="ContainerNetException">
    /// InvalidAddress, NoInterconnect, InvalidMtu or AddressInUse.
    /// </exception>
    public static void CheckAddress(InterfaceConfig config, IPInterfaceAddress address, string target)
    {
        IPVersion version = address.GetVersion();
        AddressRules.RequireAssignable(address, target);
        if (!config.Carries(version)) throw InterfaceErrors.NoInterconnect(target, version);
        if (version == IPVersion.IPv6) MtuRules.CheckIPv6(config.Mtu, target);
        bool isGateway = address.IPAddress.Equals(GatewayOf(config, version));
        if (isGateway) throw InterfaceErrors.AddressIsGateway(address, target);
    }

    /// <summary>Refuses a route that can't lead to the interface; who else has it is not looked at.</summary>
    /// <exception cref="ContainerNetException">
    /// InterfaceIsBridged, InvalidTable, DefaultRouteRefused or NoInterconnect.
    /// </exception>
    public static void CheckRoute(InterfaceConfig config, IPNetwork destination, uint? table, string target)
    {
        if (config.Type != CtNetIfType.Routed) throw InterfaceErrors.NotRouted(target);
        IPVersion version = Prefix.Version(destination);
        if (!config.Carries(version)) throw InterfaceErrors.NoInterconnect(target, version);
        if (table is { } own) TableRules.Check(own, target);
        else RouteRules.RequireNotDefault(destination, target);
    }

    /// <summary>Whether an address is one of the two ends of the interface's interconnect.</summary>
    public static bool IsEnd(InterfaceConfig config, IPAddress address)
    {
        Interconnect? via = config.Via(IPText.BitLength(address) == 32 ? IPVersion.IPv4 : IPVersion.IPv6);
        return address.Equals(via?.HostAddress.IPAddress) || address.Equals(via?.ContainerAddress.IPAddress);
    }

    // The gateway of an interconnect is one of its ends, and that of a bridge with "auto" is the host's own address.
    private static IPAddress? GatewayOf(InterfaceConfig config, IPVersion version) =>
        config.Type == CtNetIfType.Bridge ? config.Gateway(version).Address
        : config.IsLinkScope && version == IPVersion.IPv4 ? LinkScopeGateway
        : null;
}
