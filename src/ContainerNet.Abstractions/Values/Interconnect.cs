using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace ContainerNet;

/// <summary>The small network between host veth and container of a routed interface.</summary>
/// <remarks>
/// Host = network + 1, container = network + 2; on /31 (RFC 3021) and /127 (RFC 6164) host = network + 0 and
/// container = network + 1. Both carry the network's prefix length.
/// </remarks>
public sealed class Interconnect : IEquatable<Interconnect>, IParsable<Interconnect>
{
    /// <summary>Makes an interconnect.</summary>
    /// <param name="network">The network; at most /31 or /127.</param>
    /// <exception cref="FormatException">The network has no room for two ends.</exception>
    public Interconnect(IPNetwork network)
    {
        int bits = IPText.BitLength(network.BaseAddress);
        if (network.PrefixLength > bits - 1)
        {
            throw new FormatException(
                $"'{network}' has no room for two ends: an interconnect is /{bits - 1} or wider.");
        }

        IPVersion version = Prefix.Version(network);
        UInt128 first = IPText.ToNumber(network.BaseAddress) + (network.PrefixLength == bits - 1 ? 0u : 1u);
        Network = network;
        HostAddress = new IPInterfaceAddress(IPText.FromNumber(first, version), network.PrefixLength);
        ContainerAddress = new IPInterfaceAddress(IPText.FromNumber(first + 1, version), network.PrefixLength);
    }

    /// <summary>The network, masked.</summary>
    public IPNetwork Network { get; }

    /// <summary>The address of the host veth.</summary>
    public IPInterfaceAddress HostAddress { get; }

    /// <summary>The address of the container's end, the next hop of its routes.</summary>
    public IPInterfaceAddress ContainerAddress { get; }

    /// <summary>The family.</summary>
    public IPVersion GetVersion() => Prefix.Version(Network);

    /// <summary>Reads NETWORK/LENGTH; host bits are tolerated.</summary>
    /// <param name="s">The text.</param>
    /// <exception cref="FormatException">The text is not a network, or one too small.</exception>
    public static Interconnect Parse(string s) => Parse(s, null);

    /// <inheritdoc/>
    public static Interconnect Parse(string s, IFormatProvider? provider)
    {
        ArgumentNullException.ThrowIfNull(s);
        if (!s.Contains('/', StringComparison.Ordinal))
        {
            throw new FormatException(
                $"'{PrintableText.Of(s)}' is not an interconnect: write NETWORK/LENGTH, such as 198.51.100.0/30.");
        }

        return new Interconnect(Prefix.Parse(s));
    }

    /// <inheritdoc/>
    public static bool TryParse(
        [NotNullWhen(true)] string? s, IFormatProvider? provider, [MaybeNullWhen(false)] out Interconnect result)
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
    public bool Equals(Interconnect? other) => other is not null && Network.Equals(other.Network);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Interconnect);

    /// <inheritdoc/>
    public override int GetHashCode() => Network.GetHashCode();

    /// <summary>The network as text.</summary>
    public override string ToString() => Network.ToString();
}
