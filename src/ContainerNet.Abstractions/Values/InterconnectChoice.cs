using System.Diagnostics.CodeAnalysis;

namespace ContainerNet;

/// <summary>An interconnect that is named, or one that is left to the engine: auto, auto4, auto6.</summary>
public sealed class InterconnectChoice : IEquatable<InterconnectChoice>, IParsable<InterconnectChoice>
{
    private readonly string _word;

    private InterconnectChoice(string word, Interconnect? network, params IPVersion[] auto)
    {
        _word = word;
        Interconnect = network;
        AutoVersions = auto;
    }

    /// <summary>The next free network of each family's pool.</summary>
    public static InterconnectChoice Auto { get; } = new("auto", null, IPVersion.IPv4, IPVersion.IPv6);

    /// <summary>The next free network of the IPv4 pool.</summary>
    public static InterconnectChoice Auto4 { get; } = new("auto4", null, IPVersion.IPv4);

    /// <summary>The next free network of the IPv6 pool.</summary>
    public static InterconnectChoice Auto6 { get; } = new("auto6", null, IPVersion.IPv6);

    /// <summary>The interconnect that is named; null when it is left to the engine.</summary>
    public Interconnect? Interconnect { get; }

    /// <summary>The families that are left to the engine.</summary>
    public IReadOnlyList<IPVersion> AutoVersions { get; }

    /// <summary>A named interconnect.</summary>
    /// <param name="interconnect">The interconnect.</param>
    public static InterconnectChoice FromInterconnect(Interconnect interconnect)
    {
        ArgumentNullException.ThrowIfNull(interconnect);
        return new InterconnectChoice(interconnect.ToString(), interconnect);
    }

    /// <summary>A named interconnect, so that those of an interface can be given to another.</summary>
    /// <param name="interconnect">The interconnect.</param>
    public static implicit operator InterconnectChoice(Interconnect interconnect) => FromInterconnect(interconnect);

    /// <summary>Reads "auto", "auto4", "auto6" or NETWORK/LENGTH.</summary>
    /// <param name="s">The text; case of the words does not matter.</param>
    /// <exception cref="FormatException">The text is none of them.</exception>
    public static InterconnectChoice Parse(string s) => Parse(s, null);

    /// <inheritdoc/>
    public static InterconnectChoice Parse(string s, IFormatProvider? provider)
    {
        ArgumentNullException.ThrowIfNull(s);
        return s.Trim().ToLowerInvariant() switch
        {
            "auto" => Auto,
            "auto4" => Auto4,
            "auto6" => Auto6,
            _ => FromInterconnect(ContainerNet.Interconnect.Parse(s, provider)),
        };
    }

    /// <inheritdoc/>
    public static bool TryParse(
        [NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out InterconnectChoice result)
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
    public bool Equals(InterconnectChoice? other) => other is not null && _word == other._word;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as InterconnectChoice);

    /// <inheritdoc/>
    public override int GetHashCode() => _word.GetHashCode(StringComparison.Ordinal);

    /// <summary>The text that <see cref="Parse(string)"/> reads.</summary>
    public override string ToString() => _word;
}
