using System.Net;

namespace ContainerNet.Netlink;

/// <summary>An address to add to a link, or to delete from it.</summary>
/// <remarks>
/// As with <c>ip address add</c>, no broadcast address is set, and the scope is host for 127.0.0.0/8, otherwise global;
/// the kernel sets the scope of IPv6 addresses itself.
/// </remarks>
public readonly record struct AddressRequest
{
    /// <summary>The index of the link.</summary>
    public required int LinkIndex { get; init; }

    /// <summary>The address, IPv4 or IPv6.</summary>
    public required IPAddress Address { get; init; }

    /// <summary>The prefix length, 0 to 32 or 128.</summary>
    public required int PrefixLength { get; init; }

    /// <summary>Whether the address is usable at once, without duplicate address detection (IPv6 only).</summary>
    public bool NoDad { get; init; }
}
