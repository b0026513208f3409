using System.Net.Sockets;

namespace ContainerNet.Netlink.Protocol;

/// <summary>
/// Linux's numbers of address families (AF_* of linux/socket.h); .NET's <see cref="AddressFamily"/> has others.
/// </summary>
internal static class WireFamily
{
    public const byte Unspecified = 0;
    public const byte Ipv4 = 2;
    public const byte Ipv6 = 10;

    public static byte From(AddressFamily family) => family switch
    {
        AddressFamily.Unspecified => Unspecified,
        AddressFamily.InterNetwork => Ipv4,
        AddressFamily.InterNetworkV6 => Ipv6,
        _ => throw new ArgumentException($"{family} is neither IPv4 nor IPv6.", nameof(family)),
    };

    /// <summary>The families to dump: one, or IPv4 and IPv6.</summary>
    public static ReadOnlySpan<byte> Each(AddressFamily family) => From(family) switch
    {
        Ipv4 => [Ipv4],
        Ipv6 => [Ipv6],
        _ => [Ipv4, Ipv6],
    };

    /// <summary>Unspecified for a family that is neither IPv4 nor IPv6.</summary>
    public static AddressFamily ToManaged(byte family) => family switch
    {
        Ipv4 => AddressFamily.InterNetwork,
        Ipv6 => AddressFamily.InterNetworkV6,
        _ => AddressFamily.Unspecified,
    };

    /// <summary>How many bytes an address has.</summary>
    public static int AddressSize(AddressFamily family) => family == AddressFamily.InterNetwork ? 4 : 16;
}
