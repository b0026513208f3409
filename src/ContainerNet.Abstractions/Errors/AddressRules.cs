using System.Net;
using System.Net.Sockets;

namespace ContainerNet;

/// <summary>Which addresses an interface of a container can have at all.</summary>
internal static class AddressRules
{
    /// <summary>Refuses addresses that name no host (RFC 1122 3.2.1.3, RFC 4291 2.5 and 2.6).</summary>
    /// <exception cref="ContainerNetException">InvalidAddress.</exception>
    public static void RequireAssignable(IPInterfaceAddress address, string target)
    {
        if (Reason(address) is not { } reason) return;
        throw new ContainerNetException(
            ErrorId.InvalidAddress, CtErrorKind.InvalidArgument, $"Cannot add {address} to {target}: {reason}.",
            address.ToString(), "Give a unicast address of a host, such as 192.0.2.5/24 or 2001:db8::5/64.");
    }

    private static string? Reason(IPInterfaceAddress address)
    {
        IPAddress ip = address.IPAddress;
        if (IPAddress.IsLoopback(ip)) return "it is a loopback address";
        if (ip.AddressFamily == AddressFamily.InterNetworkV6)
        {
            if (ip.Equals(IPAddress.IPv6Any)) return "it is the unspecified address";
            if (ip.IsIPv6Multicast) return "it is a multicast address";
            if (ip.IsIPv6LinkLocal) return "it is a link-local address, which the kernel manages";
        }
        else
        {
            Span<byte> bytes = stackalloc byte[4];
            ip.TryWriteBytes(bytes, out _);
            byte first = bytes[0];
            if (first == 0) return "it is an address of \"this network\"";
            if (first is >= 224 and < 240) return "it is a multicast address";
            if (first >= 240) return "it is a reserved address";
        }

        return EdgeOfNetwork(address);
    }

    private static string? EdgeOfNetwork(IPInterfaceAddress address)
    {
        int bits = IPText.BitLength(address.IPAddress);
        if (address.PrefixLength >= bits - 1) return null;
        UInt128 hostBits = ~IPText.Mask(address.PrefixLength, bits) & IPText.Mask(bits, bits);
        UInt128 host = IPText.ToNumber(address.IPAddress) & hostBits;
        if (host == 0) return "it is the address of the network itself";
        return host == hostBits && bits == 32 ? "it is the broadcast address of its network" : null;
    }
}
