using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace ContainerNet;

/// <summary>The gateway of a bridged interface in one family: auto, none, or an address.</summary>
public sealed class Gateway : IEquatable<Gateway>, IParsable<Gateway>
{
    private Gateway(string word, IPAddress? address)
    {
        _word = word;
        Address = address;
    }

    private readonly string _word;

    /// <summary>The first global address of the bridge, looked up whenever it is used.</summary>
    public static Gateway Auto { get; } = new("auto", null);

    /// <summary>No default route through this interface.</summary>
    public static Gateway None { get; } = new("none", null);

    /// <summary>The address that was given; null for auto and none.</summary>
    public IPAddress? Address { get; }

    /// <summary>A fixed gateway.</summary>
    /// <param name="address">Its address; a zone is dropped.</param>
    public static Gateway Of(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        IPAddress plain = IPText.WithoutZone(address);
        return new Gateway(plain.ToString(), plain);
    }

    /// <summary>Reads "auto", "none" or an address.</summary>
    /// <param name="s">The text; case of the words does not matter.</param>
    /// <exception cref="FormatException">The text is none of them.</exception>
    public static Gateway Parse(string s) => Parse(s, null);

    /// <inheritdoc/>
    public static Gateway Parse(string s, IFormatProvider? provider) =>
        TryParse(s, provider, out Gateway? result)
            ? result
            : throw new FormatException($"'{PrintableText.Of(s)}' is not a gateway: write auto, none or an IP address.");

    /// <inheritdoc/>
    public static bool TryParse(
        [NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out Gateway result)
    {
        string text = s?.Trim() ?? "";
        result = text.Equals("auto", StringComparison.OrdinalIgnoreCase) ? Auto
            : text.Equals("none", StringComparison.OrdinalIgnoreCase) ? None
            : IPText.TryParseAddress(text, out IPAddress address) ? Of(address) : null;
        return result is not null;
    }

    /// <inheritdoc/>
    public bool Equals(Gateway? other) => other is not null && _word == other._word;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Gateway);

    /// <inheritdoc/>
    public override int GetHashCode() => _word.GetHashCode(StringComparison.Ordinal);

    /// <summary>The text that <see cref="Parse(string)"/> reads.</summary>
    public override string ToString() => _word;
}
