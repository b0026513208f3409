using System.Net;

namespace ContainerNet.Netlink;

/// <summary>An address to add to a link, to replace on it, or to delete from it.</summary>
/// <remarks>
/// As with <c>ip address add</c>, no broadcast address is set unless <see cref="Broadcast"/> says so. A deletion looks
/// at the link, the address, the prefix length, <see cref="Peer"/> and <see cref="Label"/> only.
/// </remarks>
public readonly record struct AddressRequest
{
    /// <summary>The index of the link.</summary>
    public required int LinkIndex { get; init; }

    /// <summary>The address, IPv4 or IPv6.</summary>
    public required IPAddress Address { get; init; }

    /// <summary>The prefix length, 0 to 32 or 128.</summary>
    public required int PrefixLength { get; init; }

    /// <summary>The other end's address on a point-to-point link, or null.</summary>
    public IPAddress? Peer { get; init; }

    /// <summary>Whether the address is usable at once, without duplicate address detection (IPv6 only).</summary>
    public bool NoDad { get; init; }

    /// <summary>Whether the kernel makes no route for the prefix.</summary>
    public bool NoPrefixRoute { get; init; }

    /// <summary>
    /// The scope; null does as <c>ip address add</c>: host for 127.0.0.0/8, otherwise global. The kernel sets the scope
    /// of IPv6 addresses itself.
    /// </summary>
    public AddressScope? Scope { get; init; }

    /// <summary>The broadcast address (IPv4 only), or null.</summary>
    public IPAddress? Broadcast { get; init; }

    /// <summary>A label (IPv4 only) of at most 15 bytes that begins with the link's name, or null.</summary>
    public string? Label { get; init; }

    /// <summary>For how many seconds the address is valid; null for ever.</summary>
    public uint? ValidSeconds { get; init; }

    /// <summary>For how many seconds the address is preferred; null as long as it is valid.</summary>
    public uint? PreferredSeconds { get; init; }
}
