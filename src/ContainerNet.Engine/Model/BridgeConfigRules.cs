using System.Net;

namespace ContainerNet.Engine.Model;

/// <summary>What a bridge can be by itself, the same for a wish and for a file.</summary>
internal static class BridgeConfigRules
{
    /// <summary>Each rule, with the key of the file that breaks it.</summary>
    public static IReadOnlyList<(string Key, Action<BridgeConfig> Check)> All { get; } =
    [
        ("mtu", CheckMtu), ("addresses", CheckAddresses), ("dns_servers", CheckServers), ("dhcp_range", CheckRange),
        ("dhcp", CheckDhcp),
    ];

    /// <exception cref="ContainerNetException">A rule is broken.</exception>
    public static void Check(BridgeConfig config)
    {
        foreach ((_, Action<BridgeConfig> check) in All) check(config);
    }

    private static void CheckMtu(BridgeConfig config)
    {
        string target = $"The bridge {config.Name}";
        if (config.Mtu is { } mtu) MtuRules.Check(mtu, target);
        if (config.Addresses.Any(a => a.GetVersion() == IPVersion.IPv6)) MtuRules.CheckIPv6(config.Mtu, target);
    }

    private static void CheckAddresses(BridgeConfig config)
    {
        foreach (IPInterfaceAddress address in config.Addresses) AddressRules.RequireAssignable(address, config.Name);
    }

    private static void CheckServers(BridgeConfig config)
    {
        foreach (IPAddress server in config.DnsServers)
        {
            if (!config.Addresses.Any(a => a.IPAddress.Equals(server))) continue;
            throw new ContainerNetException(
                "DnsServerIsBridge", CtErrorKind.InvalidArgument,
                $"The bridge {config.Name} cannot use the DNS server {server}: that is its own address.",
                server.ToString(), "Give the servers that it forwards to; containers ask the bridge anyway.");
        }
    }

    private static void CheckRange(BridgeConfig config)
    {
        if (!config.Dhcp || config.DhcpRange is not { } range) return;
        if (config.LeaseAddress is { } address)
        {
            UInt128 network = IPText.ToNumber(address.GetNetwork().BaseAddress);
            UInt128 broadcast = network + (UInt128.One << (32 - address.PrefixLength)) - 1;
            if (IPText.ToNumber(range.First) != network && IPText.ToNumber(range.Last) != broadcast) return;
        }

        throw new ContainerNetException(
            "DhcpRangeOutsideNetwork", CtErrorKind.InvalidArgument,
            $"The bridge {config.Name} cannot lease {range}: the range is in none of its networks.", range.ToString(),
            "Both ends must be addresses of one network of the bridge, without its first and last.");
    }

    private static void CheckDhcp(BridgeConfig config)
    {
        if (!config.Dhcp || config.LeaseRange is not null || config.AdvertisedAddresses.Any()) return;
        throw new ContainerNetException(
            "DhcpNeedsNetwork", CtErrorKind.InvalidArgument,
            $"The bridge {config.Name} cannot serve DHCP: it needs an IPv4 address of a network with room, or an IPv6 "
            + "address of a /64.", config.Name, "Give it such an address, or -NoDhcp (Set-CtBridge -Dhcp:$false).");
    }
}
