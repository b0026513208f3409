using System.Net;
using System.Net.Sockets;

namespace ContainerNet.Netlink.Protocol;

/// <summary>What is checked before a message is written: mistakes of the caller, not of the user.</summary>
internal static class RequestChecks
{
    /// <exception cref="ArgumentException">The index is not positive.</exception>
    public static void LinkIndex(int index)
    {
        if (index <= 0)
            throw new ArgumentException($"{index} is not the index of a link.", nameof(index));
    }

    /// <exception cref="ArgumentException">The length is negative, or longer than an address.</exception>
    public static void PrefixLength(int length, AddressFamily family)
    {
        if (length < 0 || length > WireFamily.AddressSize(family) * 8)
            throw new ArgumentException($"{length} is not a prefix length of {family}.", nameof(length));
    }

    /// <exception cref="ArgumentException">There is an address, of another family.</exception>
    public static void SameFamily(IPAddress? address, AddressFamily family)
    {
        if (address is not null && address.AddressFamily != family)
            throw new ArgumentException($"{address} is not of the family {family}.", nameof(address));
    }
}
