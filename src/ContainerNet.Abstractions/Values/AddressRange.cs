using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace ContainerNet;

/// <summary>A range of IPv4 addresses, both ends included: 10.0.3.100-10.0.3.200.</summary>
public sealed class AddressRange : IEquatable<AddressRange>, IParsable<AddressRange>
{
    /// <summary>Makes a range.</summary>
    /// <param name="first">The lowest address.</param>
    /// <param name="last">The highest address.</param>
    /// <exception cref="FormatException">The ends are not IPv4, or in the wrong order.</exception>
    public AddressRange(IPAddress first, IPAddress last)
    {
        if (IPText.BitLength(first) != 32 || IPText.BitLength(last) != 32)
        {
            throw new FormatException($"'{first}-{last}' is not a range of IPv4 addresses.");
        }

        if (IPText.ToNumber(first) > IPText.ToNumber(last))
        {
            throw new FormatException($"'{first}-{last}' ends before it begins.");
        }

        First = first;
        Last = last;
    }

    /// <summary>The lowest address.</summary>
    public IPAddress First { get; }

    /// <summary>The highest address.</summary>
    public IPAddress Last { get; }

    /// <summary>How many addresses there are, by a method so that tables and JSON show the ends alone.</summary>
    public long GetCount() => (long)(IPText.ToNumber(Last) - IPText.ToNumber(First)) + 1;

    /// <summary>Whether both ends lie in a network.</summary>
    /// <param name="network">The network.</param>
    public bool IsIn(IPNetwork network) => network.Contains(First) && network.Contains(Last);

    /// <summary>Reads FIRST-LAST.</summary>
    /// <param name="s">The text.</param>
    /// <exception cref="FormatException">The text is not a range.</exception>
    public static AddressRange Parse(string s) => Parse(s, null);

    /// <inheritdoc/>
    public static AddressRange Parse(string s, IFormatProvider? provider)
    {
        ArgumentNullException.ThrowIfNull(s);
        string[] ends = s.Split('-', StringSplitOptions.TrimEntries);
        if (ends.Length != 2
            || !IPText.TryParseAddress(ends[0], out IPAddress first)
            || !IPText.TryParseAddress(ends[1], out IPAddress last))
        {
            throw new FormatException(
                $"'{PrintableText.Of(s)}' is not an address range: write FIRST-LAST, such as 10.0.3.100-10.0.3.200.");
        }

        return new AddressRange(first, last);
    }

    /// <inheritdoc/>
    public static bool TryParse(
        [NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out AddressRange result)
    {
        result = null;
        if (s is null) return false;
        try
        {
            result = Parse(s, provider);
            return true;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    /// <inheritdoc/>
    public bool Equals(AddressRange? other) =>
        other is not null && First.Equals(other.First) && Last.Equals(other.Last);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as AddressRange);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(First, Last);

    /// <summary>The text that <see cref="Parse(string)"/> reads.</summary>
    public override string ToString() => $"{First}-{Last}";
}
