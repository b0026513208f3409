using System.Net;

namespace ContainerNet.Engine.Store;

/// <summary>Tells fast whether a prefix holds one of an interface's addresses, be they thousands.</summary>
internal sealed class SortedAddresses
{
    private readonly HashSet<IPAddress> _addresses;
    private readonly Lazy<UInt128[]> _numbers;

    /// <param name="addresses">Of one family.</param>
    public SortedAddresses(List<IPInterfaceAddress> addresses)
    {
        _addresses = new HashSet<IPAddress>(addresses.Count);
        foreach (IPInterfaceAddress address in addresses) _addresses.Add(address.IPAddress);
        _numbers = new Lazy<UInt128[]>(() => [.. _addresses.Select(IPText.ToNumber).Order()]);
    }

    /// <summary>Whether one of the addresses lies in a prefix of their family.</summary>
    public bool AnyIn(IPNetwork prefix) =>
        // Most routes are of one address: those need no order.
        _addresses.Contains(prefix.BaseAddress)
        || (prefix.PrefixLength < IPText.BitLength(prefix.BaseAddress) && AnyInside(prefix));

    private bool AnyInside(IPNetwork prefix)
    {
        UInt128 first = IPText.ToNumber(prefix.BaseAddress);
        int bits = IPText.BitLength(prefix.BaseAddress);
        UInt128 last = first | (IPText.Mask(bits, bits) ^ IPText.Mask(prefix.PrefixLength, bits));
        int index = Array.BinarySearch(_numbers.Value, first);
        return index >= 0 || (~index < _numbers.Value.Length && _numbers.Value[~index] <= last);
    }
}
