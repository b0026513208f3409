using System.Net;
using System.Net.Sockets;

namespace ContainerNet;

/// <summary>Strict reading of address text, and arithmetic on address bits, shared by the value types.</summary>
public static class IPText
{
    /// <summary>Reads an address as the kernel's tools print it: dotted quad, or RFC 4291 text.</summary>
    /// <remarks>
    /// <see cref="IPAddress.TryParse(string, out IPAddress)"/> takes "1", "0x7f.1" and octal "010.0.0.1"; a typing
    /// error would become another address. Zone suffixes are refused: an address of a container has no zone.
    /// </remarks>
    /// <param name="text">The text without a prefix length.</param>
    /// <param name="address">The address, when the result is true.</param>
    public static bool TryParseAddress(ReadOnlySpan<char> text, out IPAddress address)
    {
        address = IPAddress.None;
        bool shapely = text.Contains(':') ? !text.ContainsAny('%', '[', ']') : IsDottedQuad(text);
        return shapely && IPAddress.TryParse(text, out address!) && !address.IsIPv4MappedToIPv6;
    }

    /// <summary>The number of address bits of a family: 32 or 128.</summary>
    /// <param name="address">An IPv4 or IPv6 address.</param>
    public static int BitLength(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128;
    }

    /// <summary>The address as an unsigned number; IPv4 in the low 32 bits.</summary>
    /// <param name="address">An IPv4 or IPv6 address.</param>
    public static UInt128 ToNumber(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out int length);
        UInt128 number = 0;
        for (int i = 0; i < length; i++) number = (number << 8) | bytes[i];
        return number;
    }

    /// <summary>The address of a number; the reverse of <see cref="ToNumber"/>.</summary>
    /// <param name="number">The address bits.</param>
    /// <param name="version">The family of the result.</param>
    public static IPAddress FromNumber(UInt128 number, IPVersion version)
    {
        Span<byte> bytes = stackalloc byte[version == IPVersion.IPv4 ? 4 : 16];
        for (int i = bytes.Length - 1; i >= 0; i--, number >>= 8) bytes[i] = (byte)number;
        return new IPAddress(bytes);
    }

    /// <summary>The address without a zone: an address of a container has none.</summary>
    /// <param name="address">An IPv4 or IPv6 address.</param>
    public static IPAddress WithoutZone(IPAddress address) =>
        BitLength(address) == 128 && address.ScopeId != 0 ? FromNumber(ToNumber(address), IPVersion.IPv6) : address;

    /// <summary>The mask of a prefix length over a number of <paramref name="bits"/> bits.</summary>
    /// <param name="prefixLength">0 to <paramref name="bits"/>.</param>
    /// <param name="bits">32 or 128.</param>
    public static UInt128 Mask(int prefixLength, int bits) =>
        prefixLength == 0 ? UInt128.Zero : (UInt128.MaxValue >> (128 - bits)) & (UInt128.MaxValue << (bits - prefixLength));

    /// <summary>Reads "24" or, for IPv4, "255.255.255.0".</summary>
    /// <param name="text">The text after the slash.</param>
    /// <param name="bits">32 or 128.</param>
    /// <param name="prefixLength">The length in bits, when the result is true.</param>
    public static bool TryParsePrefixLength(ReadOnlySpan<char> text, int bits, out int prefixLength)
    {
        prefixLength = 0;
        if (text.Length is >= 1 and <= 3 && !text.ContainsAnyExceptInRange('0', '9'))
        {
            prefixLength = int.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
            return prefixLength <= bits && (text.Length == 1 || text[0] != '0');
        }

        if (bits != 32 || !TryParseAddress(text, out IPAddress mask) || mask.AddressFamily != AddressFamily.InterNetwork)
        {
            return false;
        }

        UInt128 number = ToNumber(mask);
        prefixLength = (int)UInt128.PopCount(number);
        return number == Mask(prefixLength, 32);
    }

    private static bool IsDottedQuad(ReadOnlySpan<char> text)
    {
        Span<Range> parts = stackalloc Range[5];
        if (text.Split(parts, '.') != 4) return false;
        foreach (Range range in parts[..4])
        {
            ReadOnlySpan<char> part = text[range];
            if (part.Length is < 1 or > 3 || part.ContainsAnyExceptInRange('0', '9')) return false;
            if (part.Length > 1 && part[0] == '0') return false;
        }

        return true;
    }
}
