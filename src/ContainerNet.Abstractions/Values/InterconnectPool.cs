using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace ContainerNet;

/// <summary>The network from which `-Via auto` takes interconnects, a /30 or /126 each; or none.</summary>
public sealed class InterconnectPool : IEquatable<InterconnectPool>, IParsable<InterconnectPool>
{
    private InterconnectPool(IPNetwork? network) => Network = network;

    /// <summary>No pool: `-Via auto` gives no interconnect of this family.</summary>
    public static InterconnectPool None { get; } = new(null);

    /// <summary>The network; null for none.</summary>
    public IPNetwork? Network { get; }

    /// <summary>The prefix length of the interconnects: room for two ends, as osctl has it.</summary>
    /// <param name="version">The family.</param>
    public static int PrefixLengthOf(IPVersion version) => version == IPVersion.IPv4 ? 30 : 126;

    /// <summary>A pool.</summary>
    /// <param name="network">Its network.</param>
    /// <exception cref="FormatException">The network has no room for an interconnect.</exception>
    public static InterconnectPool Of(IPNetwork network)
    {
        int longest = PrefixLengthOf(Prefix.Version(network));
        return network.PrefixLength <= longest
            ? new InterconnectPool(network)
            : throw new FormatException($"'{network}' has no room for an interconnect: a pool is /{longest} or wider.");
    }

    /// <summary>Reads NETWORK/LENGTH or "none"; host bits are tolerated.</summary>
    /// <param name="s">The text.</param>
    /// <exception cref="FormatException">The text is neither.</exception>
    public static InterconnectPool Parse(string s) => Parse(s, null);

    /// <inheritdoc/>
    public static InterconnectPool Parse(string s, IFormatProvider? provider)
    {
        ArgumentNullException.ThrowIfNull(s);
        if (s.Trim().Equals("none", StringComparison.OrdinalIgnoreCase)) return None;
        return s.Contains('/', StringComparison.Ordinal)
            ? Of(Prefix.Parse(s))
            : throw new FormatException(
                $"'{PrintableText.Of(s)}' is not a pool: write NETWORK/LENGTH, such as 10.100.0.0/16, or none.");
    }

    /// <inheritdoc/>
    public static bool TryParse(
        [NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out InterconnectPool result)
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
    public bool Equals(InterconnectPool? other) => other is not null && Nullable.Equals(Network, other.Network);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as InterconnectPool);

    /// <inheritdoc/>
    public override int GetHashCode() => Network.GetHashCode();

    /// <summary>The text that <see cref="Parse(string)"/> reads.</summary>
    public override string ToString() => Network?.ToString() ?? "none";
}
