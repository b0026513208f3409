using System.Net;
using ContainerNet.Engine.Bridges;

namespace ContainerNet.Engine.Model;

/// <summary>The desired state of one bridge.</summary>
internal sealed record BridgeConfig(string Name)
{
    public IReadOnlyList<IPInterfaceAddress> Addresses { get; init; } = [];

    /// <summary>Whether dnsmasq serves DHCP, router advertisements and DNS on it.</summary>
    public bool Dhcp { get; init; } = true;

    /// <summary>What the user named; null for all of the first IPv4 network.</summary>
    public AddressRange? DhcpRange { get; init; }

    public bool Nat { get; init; } = true;

    /// <summary>In bytes; null leaves it to the kernel.</summary>
    public int? Mtu { get; init; }

    /// <summary>The DNS servers that it forwards to; empty for those of the host's resolv.conf.</summary>
    public IReadOnlyList<IPAddress> DnsServers { get; init; } = [];

    /// <summary>Keys of the file that this version does not know.</summary>
    public UnknownKeys Unknown { get; init; } = UnknownKeys.None;

    /// <summary>The IPv4 address in whose network addresses are leased; null when there is none with room.</summary>
    public IPInterfaceAddress? LeaseAddress => Addresses.FirstOrDefault(a =>
        a.GetVersion() == IPVersion.IPv4 && a.PrefixLength <= 30 && DhcpRange?.IsIn(a.GetNetwork()) != false);

    /// <summary>The addresses that are leased; null when none are.</summary>
    public AddressRange? LeaseRange =>
        Dhcp && LeaseAddress is { } address ? DhcpRange ?? AllOf(address) : null;

    /// <summary>The networks in which hosts choose their addresses (RFC 4862, which needs 64 bits for that).</summary>
    public IEnumerable<IPInterfaceAddress> AdvertisedAddresses =>
        Dhcp ? Addresses.Where(a => a.GetVersion() == IPVersion.IPv6 && a.PrefixLength == 64) : [];

    /// <summary>The networks that are masqueraded: those of the bridge that nobody outside can answer.</summary>
    public IEnumerable<IPNetwork> MasqueradedNetworks =>
        Nat ? Addresses.Select(a => a.GetNetwork()).Where(PrivateNetworks.Contain).Distinct() : [];

    // Without the network and broadcast addresses, and without the bridge's own where it is at an end.
    private static AddressRange AllOf(IPInterfaceAddress address)
    {
        UInt128 network = IPText.ToNumber(address.GetNetwork().BaseAddress);
        UInt128 own = IPText.ToNumber(address.IPAddress);
        UInt128 first = network + 1;
        UInt128 last = network + (UInt128.One << (32 - address.PrefixLength)) - 2;
        if (own == first) first++;
        else if (own == last) last--;
        return new AddressRange(IPText.FromNumber(first, IPVersion.IPv4), IPText.FromNumber(last, IPVersion.IPv4));
    }
}

/// <summary>Networks that are not routed on the internet.</summary>
internal static class PrivateNetworks
{
    // RFC 1918, RFC 6598, RFC 4193. Documentation's networks (RFC 5737) stand for public ones, and so are not here.
    private static readonly IPNetwork[] s_all =
    [
        Prefix.Parse("10.0.0.0/8"), Prefix.Parse("172.16.0.0/12"), Prefix.Parse("192.168.0.0/16"),
        Prefix.Parse("100.64.0.0/10"), Prefix.Parse("fc00::/7"),
    ];

    public static bool Contain(IPNetwork network) => Array.Exists(s_all, p =>
        Prefix.Version(p) == Prefix.Version(network) && Prefix.Covers(p, network));
}
