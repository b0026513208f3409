using System.Net;
using System.Net.Sockets;

namespace ContainerNet;

/// <summary>Makes and compares <see cref="IPNetwork"/> values alike on every .NET.</summary>
/// <remarks>
/// <see cref="IPNetwork.Parse(string)"/> throws on host bits under .NET 8 and drops them under .NET 10
/// (dotnet/runtime#117367); here the base is always masked first.
/// </remarks>
public static class Prefix
{
    /// <summary>The network of an address.</summary>
    /// <param name="address">Any address of it.</param>
    /// <param name="prefixLength">In bits.</param>
    public static IPNetwork Of(IPAddress address, int prefixLength)
    {
        int bits = IPText.BitLength(address);
        if (prefixLength == bits) return new IPNetwork(IPText.WithoutZone(address), bits);
        UInt128 masked = IPText.ToNumber(address) & IPText.Mask(prefixLength, bits);
        return new IPNetwork(IPText.FromNumber(masked, bits == 32 ? IPVersion.IPv4 : IPVersion.IPv6), prefixLength);
    }

    /// <summary>Reads NETWORK/LENGTH; host bits are masked, and "default" is not known: its family would be a
    /// guess.</summary>
    /// <param name="text">The text; without a length it is one address.</param>
    /// <exception cref="FormatException">The text is not a network.</exception>
    public static IPNetwork Parse(string text) =>
        IPInterfaceAddress.TryParse(text, null, out IPInterfaceAddress? address)
            ? address.GetNetwork()
            : throw new FormatException(
                $"'{PrintableText.Of(text)}' is not a network: "
                + "write ADDRESS/LENGTH, such as 192.0.2.0/24 or 2001:db8::/64.");

    /// <summary>The family of a network.</summary>
    /// <param name="network">The network.</param>
    public static IPVersion Version(IPNetwork network) =>
        network.BaseAddress.AddressFamily == AddressFamily.InterNetwork ? IPVersion.IPv4 : IPVersion.IPv6;

    /// <summary>Whether every address of <paramref name="inner"/> lies in <paramref name="outer"/>.</summary>
    /// <param name="outer">The wider network.</param>
    /// <param name="inner">The narrower network.</param>
    public static bool Covers(IPNetwork outer, IPNetwork inner) =>
        outer.PrefixLength <= inner.PrefixLength && outer.Contains(inner.BaseAddress);

    /// <summary>Whether the two have an address in common.</summary>
    /// <param name="left">One network.</param>
    /// <param name="right">The other.</param>
    public static bool Overlaps(IPNetwork left, IPNetwork right) => Covers(left, right) || Covers(right, left);
}
