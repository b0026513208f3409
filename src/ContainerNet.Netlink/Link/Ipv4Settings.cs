using System.Collections;
using System.Runtime.CompilerServices;

namespace ContainerNet.Netlink;

/// <summary>
/// Values for some of the settings of <see cref="Ipv4Setting"/>; the default is empty. A value type without
/// allocations: <c>new() { { Ipv4Setting.ReversePathFilter, 0 }, { Ipv4Setting.Forwarding, 1 } }</c>.
/// </summary>
/// <remarks>
/// Sent as IFLA_INET_CONF. The kernel stores the values as a write to the sysctl does, but without a sysctl's side
/// effects: setting <see cref="Ipv4Setting.Forwarding"/> so neither announces RTM_NEWNETCONF nor turns off LRO.
/// </remarks>
public struct Ipv4Settings : IEnumerable<KeyValuePair<Ipv4Setting, int>>, IEquatable<Ipv4Settings>
{
    private const int Limit = (int)Ipv4Setting.PromoteSecondaries;

    private ulong _present;
    private Values _values;

    /// <summary>How many settings have a value.</summary>
    public readonly int Count => System.Numerics.BitOperations.PopCount(_present);

    /// <summary>Gives <paramref name="setting"/> a value, replacing an earlier one.</summary>
    /// <param name="setting">The setting.</param>
    /// <param name="value">Its value, as written to the sysctl.</param>
    /// <exception cref="ArgumentOutOfRangeException">The setting is not one of the enumeration.</exception>
    public void Add(Ipv4Setting setting, int value)
    {
        if ((int)setting is < 1 or > Limit)
            throw new ArgumentOutOfRangeException(nameof(setting), setting, "Not an IPv4 setting.");
        _present |= 1UL << (int)setting;
        _values[(int)setting - 1] = value;
    }

    /// <summary>Tells whether <paramref name="setting"/> has a value, and which.</summary>
    /// <param name="setting">The setting.</param>
    /// <param name="value">Its value, or 0.</param>
    public readonly bool TryGetValue(Ipv4Setting setting, out int value)
    {
        bool present = (int)setting is >= 1 and <= Limit && (_present >> (int)setting & 1) != 0;
        value = present ? _values[(int)setting - 1] : 0;
        return present;
    }

    /// <summary>Lists the settings that have a value, by number.</summary>
    public readonly IEnumerator<KeyValuePair<Ipv4Setting, int>> GetEnumerator()
    {
        for (int number = 1; number <= Limit; number++)
        {
            if (TryGetValue((Ipv4Setting)number, out int value))
                yield return new((Ipv4Setting)number, value);
        }
    }

    readonly IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <inheritdoc/>
    public readonly bool Equals(Ipv4Settings other)
    {
        for (int number = 1; number <= Limit; number++)
        {
            var setting = (Ipv4Setting)number;
            if (TryGetValue(setting, out int mine) != other.TryGetValue(setting, out int others) || mine != others)
                return false;
        }
        return true;
    }

    /// <inheritdoc/>
    public override readonly bool Equals(object? obj) => obj is Ipv4Settings other && Equals(other);

    /// <inheritdoc/>
    public override readonly int GetHashCode()
    {
        var hash = new HashCode();
        foreach ((Ipv4Setting setting, int value) in this)
        {
            hash.Add(setting);
            hash.Add(value);
        }
        return hash.ToHashCode();
    }

    /// <summary>Whether both have the same values.</summary>
    public static bool operator ==(Ipv4Settings left, Ipv4Settings right) => left.Equals(right);

    /// <summary>Whether they differ in a value.</summary>
    public static bool operator !=(Ipv4Settings left, Ipv4Settings right) => !left.Equals(right);

    [InlineArray(Limit)]
    private struct Values
    {
        private int _first;
    }
}
