using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace ContainerNet;

/// <summary>A rate in bits per second, written as tc writes it; zero is unlimited.</summary>
/// <remarks>
/// Words of tc(8): bit, kbit, mbit, gbit, tbit (powers of 1000), kibit … (powers of 1024), bps, kbps … (bytes). The
/// letters k, m, g and t stand for kbit … tbit: osctl multiplies them by 1024, although it calls the result bits per
/// second.
/// </remarks>
public sealed class BitRate : IEquatable<BitRate>, IComparable<BitRate>, IComparable, IParsable<BitRate>
{
    /// <summary>Makes a rate.</summary>
    /// <param name="bitsPerSecond">Bits per second; 0 is unlimited.</param>
    public BitRate(ulong bitsPerSecond) => BitsPerSecond = bitsPerSecond;

    /// <summary>No limit.</summary>
    public static BitRate Unlimited { get; } = new(0);

    /// <summary>Bits per second; 0 is unlimited.</summary>
    public ulong BitsPerSecond { get; }

    /// <summary>Reads "100mbit", "1gbit", "100m", "12500000" (bits per second), "12mbps" (bytes), "unlimited" or
    /// "0".</summary>
    /// <param name="s">The text; case does not matter.</param>
    /// <exception cref="FormatException">The text is not a rate.</exception>
    public static BitRate Parse(string s) => Parse(s, null);

    /// <inheritdoc/>
    public static BitRate Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out BitRate? result)
            ? result
            : throw new FormatException(
                $"'{PrintableText.Of(s)}' is not a rate: "
                + "write a number with bit, kbit, mbit, gbit, k, m or g, such as 100mbit, or write unlimited.");

    /// <inheritdoc/>
    public static bool TryParse(
        [NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out BitRate result)
    {
        result = null;
        string text = s?.Trim().ToLowerInvariant() ?? "";
        if (text is "unlimited")
        {
            result = Unlimited;
            return true;
        }

        int digits = 0;
        while (digits < text.Length && (char.IsAsciiDigit(text[digits]) || text[digits] == '.')) digits++;
        if (!decimal.TryParse(
                text.AsSpan(0, digits), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out decimal number)
            || !TryUnit(text.AsSpan(digits).Trim(), out decimal unit)
            || number > ulong.MaxValue / unit)
        {
            return false;
        }

        ulong bits = (ulong)decimal.Round(number * unit);
        if (bits == 0 && number > 0) return false; // It would become unlimited.
        result = new BitRate(bits);
        return true;
    }

    private static bool TryUnit(ReadOnlySpan<char> suffix, out decimal unit)
    {
        unit = 1;
        if (suffix is "" or "bit") return true;
        int power = "kmgt".IndexOf(suffix[0], StringComparison.Ordinal) + 1;
        ReadOnlySpan<char> rest = power > 0 ? suffix[1..] : suffix;
        bool binary = power > 0 && rest.Length > 0 && rest[0] == 'i';
        if (binary) rest = rest[1..];
        if (rest is "bps") unit = 8;
        else if (rest is not "bit" && (rest is not "" || power == 0 || binary)) return false;
        for (int i = 0; i < power; i++) unit *= binary ? 1024 : 1000;
        return true;
    }

    /// <inheritdoc/>
    public bool Equals(BitRate? other) => other is not null && BitsPerSecond == other.BitsPerSecond;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as BitRate);

    /// <inheritdoc/>
    public override int GetHashCode() => BitsPerSecond.GetHashCode();

    /// <summary>Orders by speed: unlimited is the fastest.</summary>
    /// <param name="other">The rate to compare with.</param>
    public int CompareTo(BitRate? other) =>
        other is null ? 1 : unchecked(BitsPerSecond - 1).CompareTo(unchecked(other.BitsPerSecond - 1));

    /// <inheritdoc/>
    public int CompareTo(object? obj) => obj switch
    {
        null => 1,
        BitRate other => CompareTo(other),
        string text when TryParse(text, null, out BitRate? other) => CompareTo(other),
        _ => throw new ArgumentException($"Cannot compare a rate with '{obj}'.", nameof(obj)),
    };

    /// <summary>The shortest exact text that <see cref="Parse(string)"/> reads: 100mbit, 1500kbit, unlimited.</summary>
    public override string ToString()
    {
        if (BitsPerSecond == 0) return "unlimited";
        ulong number = BitsPerSecond;
        int power = 0;
        while (power < 4 && number % 1000 == 0)
        {
            number /= 1000;
            power++;
        }

        return number.ToString(CultureInfo.InvariantCulture) + (power == 0 ? "" : "kmgt".Substring(power - 1, 1)) + "bit";
    }

    /// <summary>Value equality.</summary>
    /// <param name="left">One rate.</param>
    /// <param name="right">The other.</param>
    public static bool operator ==(BitRate? left, BitRate? right) => left is null ? right is null : left.Equals(right);

    /// <summary>Value inequality.</summary>
    /// <param name="left">One rate.</param>
    /// <param name="right">The other.</param>
    public static bool operator !=(BitRate? left, BitRate? right) => !(left == right);

    /// <summary>Slower than.</summary>
    /// <param name="left">One rate.</param>
    /// <param name="right">The other.</param>
    public static bool operator <(BitRate left, BitRate right) => left?.CompareTo(right) < 0;

    /// <summary>Faster than.</summary>
    /// <param name="left">One rate.</param>
    /// <param name="right">The other.</param>
    public static bool operator >(BitRate left, BitRate right) => left?.CompareTo(right) > 0;

    /// <summary>Not faster than.</summary>
    /// <param name="left">One rate.</param>
    /// <param name="right">The other.</param>
    public static bool operator <=(BitRate left, BitRate right) => left?.CompareTo(right) <= 0;

    /// <summary>Not slower than.</summary>
    /// <param name="left">One rate.</param>
    /// <param name="right">The other.</param>
    public static bool operator >=(BitRate left, BitRate right) => left?.CompareTo(right) >= 0;
}
