using System.Net;

namespace ContainerNet.Engine.Store;

/// <summary>Tells fast whether a prefix holds one of an interface's addresses, be they thousands.</summary>
internal sealed class SortedAddresses
{
    private readonly UInt128[] _numbers;

    /// <param name="addresses">Of one family.</param>
    public SortedAddresses(List<IPInterfaceAddress> addresses)
    {
        _numbers = addresses.ConvertAll(a => IPText.ToNumber(a.IPAddress)).ToArray();
        Array.Sort(_numbers);
    }

    /// <summary>Whether one of the addresses lies in a prefix of their family.</summary>
    public bool AnyIn(IPNetwork prefix)
    {
        UInt128 first = IPText.ToNumber(prefix.BaseAddress);
        int bits = IPText.BitLength(prefix.BaseAddress);
        UInt128 last = first | (IPText.Mask(bits, bits) ^ IPText.Mask(prefix.PrefixLength, bits));
        int index = Array.BinarySearch(_numbers, first);
        return index >= 0 || (~index < _numbers.Length && _numbers[~index] <= last);
    }
}
