using System.Net;

namespace ContainerNet;

/// <summary>A bridge of the host, as Get-CtBridge gives it.</summary>
public sealed record CtBridge : IKeyed
{
    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>The addresses: of the desired state, or, of a bridge that is not managed, those it has.</summary>
    public IPInterfaceAddress[] Address { get; init; } = [];

    /// <summary>Whether it serves DHCP, router advertisements and DNS; null when it is not managed.</summary>
    public bool? Dhcp { get; init; }

    /// <summary>The IPv4 addresses that are leased; null without DHCP.</summary>
    public AddressRange? DhcpRange { get; init; }

    /// <summary>Whether private networks of the bridge are masqueraded; null when it is not managed.</summary>
    public bool? Nat { get; init; }

    /// <summary>The MTU that was asked for; null leaves it to the kernel.</summary>
    public int? Mtu { get; init; }

    /// <summary>The DNS servers that it forwards to; empty for those of the host's resolv.conf.</summary>
    public IPAddress[] DnsServer { get; init; } = [];

    /// <summary>Up when the link is up and, with DHCP, its server runs.</summary>
    public CtNetIfState State { get; init; }

    /// <summary>False for a bridge that ContainerNet did not make.</summary>
    public bool Managed { get; init; } = true;

    /// <summary>The process id of its DHCP and DNS server; null when none of ours runs.</summary>
    public int? DhcpServerPid { get; init; }

    /// <summary>The interfaces on it: those of the desired state, and links that others put there.</summary>
    public CtBridgePort[] Interfaces { get; init; } = [];

    /// <summary>What its DHCP server has leased.</summary>
    public CtBridgeLease[] Leases { get; init; } = [];

    /// <summary>The name, so that a bridge binds to every -Link parameter.</summary>
    public string Link => Name;

    IReadOnlyList<IComparable?> IKeyed.GetKey() => [Name];
}
