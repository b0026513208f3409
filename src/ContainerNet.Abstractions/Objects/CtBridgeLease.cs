using System.Net;

namespace ContainerNet;

/// <summary>An address that a bridge's DHCP server has leased.</summary>
public sealed record CtBridgeLease : IKeyed
{
    /// <summary>The bridge.</summary>
    public required string Bridge { get; init; }

    /// <summary>The address.</summary>
    public required IPAddress Address { get; init; }

    /// <summary>The client's hardware address; null for a DHCPv6 client, which names itself otherwise.</summary>
    public MacAddress? MacAddress { get; init; }

    /// <summary>The name that the client gave; null for none.</summary>
    public string? HostName { get; init; }

    /// <summary>When the lease ends; null for never.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>The address.</summary>
    public override string ToString() => Address.ToString();

    IReadOnlyList<IComparable?> IKeyed.GetKey() =>
        [Bridge, Address is null ? null : new IPInterfaceAddress(Address, IPText.BitLength(Address))];
}
