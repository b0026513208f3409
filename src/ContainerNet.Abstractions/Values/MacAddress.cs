using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace ContainerNet;

/// <summary>A hardware address in Linux's notation, 52:54:00:12:34:56. Text may have x for a random digit.</summary>
public sealed class MacAddress : IEquatable<MacAddress>, IParsable<MacAddress>
{
    private readonly string _text;

    private MacAddress(string text) => _text = text;

    /// <summary>The six bytes.</summary>
    public byte[] GetBytes() =>
        Array.ConvertAll(_text.Split(':'), part => byte.Parse(part, NumberStyles.HexNumber, CultureInfo.InvariantCulture));

    /// <summary>Reads six pairs of hexadecimal digits with : or -; each x becomes a random digit.</summary>
    /// <param name="s">The text.</param>
    /// <exception cref="FormatException">Not six pairs, or a group or null address (IEEE 802-2014, 8.2).</exception>
    public static MacAddress Parse(string s) => Parse(s, null);

    /// <inheritdoc/>
    public static MacAddress Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out MacAddress? result)
            ? result
            : throw new FormatException(
                $"'{PrintableText.Of(s)}' is not the MAC address of a single host: "
                + "write six pairs such as 52:54:00:12:34:56, with x for a random digit.");

    /// <inheritdoc/>
    public static bool TryParse(
        [NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out MacAddress result)
    {
        result = null;
        if (s is null || s.Trim() is not { Length: 17 } text) return false;
        Span<char> digits = stackalloc char[17];
        for (int i = 0; i < 17; i++)
        {
            char c = char.ToLowerInvariant(text[i]);
            if (i % 3 == 2)
            {
                if (c is not (':' or '-')) return false;
                digits[i] = ':';
                continue;
            }

            if (c == 'x') c = RandomDigit(i);
            if (!char.IsAsciiHexDigit(c)) return false;
            digits[i] = c;
        }

        // An odd first byte is a group address, which no host can have; the kernel refuses it (is_valid_ether_addr).
        string normal = new(digits);
        if ("13579bdf".Contains(normal[1], StringComparison.Ordinal)) return false;
        if (normal == "00:00:00:00:00:00")
        {
            bool chance = text.Contains('x', StringComparison.OrdinalIgnoreCase);
            return chance && TryParse(text, provider, out result);
        }

        result = new MacAddress(normal);
        return true;
    }

    /// <summary>A random locally administered unicast address.</summary>
    public static MacAddress Random() => Parse("x2:xx:xx:xx:xx:xx");

    private static char RandomDigit(int position) => position == 1
        ? "02468ace"[System.Security.Cryptography.RandomNumberGenerator.GetInt32(8)]
        : "0123456789abcdef"[System.Security.Cryptography.RandomNumberGenerator.GetInt32(16)];

    /// <inheritdoc/>
    public bool Equals(MacAddress? other) => other is not null && _text == other._text;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as MacAddress);

    /// <inheritdoc/>
    public override int GetHashCode() => _text.GetHashCode(StringComparison.Ordinal);

    /// <summary>Lower-case digits with colons.</summary>
    public override string ToString() => _text;
}
