using System.Net;

namespace ContainerNet;

/// <summary>One wish about a bridge.</summary>
/// <param name="Name">The bridge.</param>
public abstract record CtBridgeChange(string Name);

/// <summary>Make a bridge; an existing one with the same settings is brought up again.</summary>
/// <param name="Name">The bridge.</param>
/// <param name="Settings">What is null takes its default.</param>
public sealed record NewBridge(string Name, BridgeSettings Settings) : CtBridgeChange(Name);

/// <summary>Change a bridge, even while it is in use.</summary>
/// <param name="Name">The bridge.</param>
/// <param name="Settings">What is null stays as it is.</param>
public sealed record SetBridge(string Name, BridgeSettings Settings) : CtBridgeChange(Name);

/// <summary>Remove a bridge, its DHCP server and NAT rules; leases are kept for one of the same name.</summary>
/// <param name="Name">The bridge.</param>
/// <param name="Force">Even while interfaces use it.</param>
public sealed record RemoveBridge(string Name, bool Force) : CtBridgeChange(Name);

/// <summary>Settings of a bridge; null means "not given".</summary>
public sealed record BridgeSettings
{
    /// <summary>The addresses.</summary>
    public IReadOnlyList<IPInterfaceAddress>? Addresses { get; init; }

    /// <summary>Whether it serves DHCP, router advertisements and DNS.</summary>
    public bool? Dhcp { get; init; }

    /// <summary>The IPv4 addresses to lease.</summary>
    public AddressRange? DhcpRange { get; init; }

    /// <summary>Whether its private networks are masqueraded.</summary>
    public bool? Nat { get; init; }

    /// <summary>The MTU in bytes; 0 goes back to the kernel's choice.</summary>
    public int? Mtu { get; init; }

    /// <summary>The DNS servers that it forwards to; an empty list for those of the host's resolv.conf.</summary>
    public IReadOnlyList<IPAddress>? DnsServers { get; init; }
}

/// <summary>What became of a wish about a bridge.</summary>
/// <param name="Change">The wish.</param>
/// <param name="Bridge">The bridge afterwards; null when it failed or is gone.</param>
/// <param name="Error">Why it was not done; null when it was.</param>
public sealed record CtBridgeOutcome(CtBridgeChange Change, CtBridge? Bridge, ContainerNetException? Error);

/// <summary>Settings of the host; null means "not given".</summary>
public sealed record OptionSettings
{
    /// <summary>Where `-Via auto` takes IPv4 interconnects from.</summary>
    public InterconnectPool? InterconnectPoolV4 { get; init; }

    /// <summary>Where `-Via auto` takes IPv6 interconnects from.</summary>
    public InterconnectPool? InterconnectPoolV6 { get; init; }

    /// <summary>The bridge of interfaces that name none.</summary>
    public string? DefaultBridge { get; init; }

    /// <summary>Whether the host's packet filter is told to accept what is forwarded for containers.</summary>
    public bool? ForwardAccept { get; init; }
}
