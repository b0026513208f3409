using System.Net;

namespace ContainerNet.Engine.Model;

/// <summary>Who owns an address or prefix, across all containers.</summary>
/// <remarks>
/// One tree of prefixes per family, so that every lookup takes at most as many steps as an address has bits, however
/// many containers there are. Not thread-safe; <see cref="Clone"/> costs nothing and gives a copy to change.
/// </remarks>
internal sealed class AddressIndex
{
    private readonly PrefixTree _v4;
    private readonly PrefixTree _v6;

    // What is in another table takes nothing from anybody in the main one.
    private readonly Dictionary<(uint Table, int Bits), PrefixTree> _tables;

    public AddressIndex()
        : this(new PrefixTree(), new PrefixTree(), [])
    {
    }

    private AddressIndex(PrefixTree v4, PrefixTree v6, Dictionary<(uint Table, int Bits), PrefixTree> tables)
    {
        _v4 = v4;
        _v6 = v6;
        _tables = tables;
    }

    /// <summary>The number of entries.</summary>
    public int Count => _v4.Count + _v6.Count + _tables.Values.Sum(t => t.Count);

    public static AddressIndex Of(IEnumerable<ContainerConfig> containers)
    {
        var index = new AddressIndex();
        foreach (ContainerConfig container in containers) index.Add(container);
        return index;
    }

    /// <summary>A copy: changes of one are not seen by the other. What is equal is shared.</summary>
    public AddressIndex Clone() => new(
        _v4.Clone(), _v6.Clone(), _tables.ToDictionary(t => t.Key, t => t.Value.Clone()));

    /// <summary>Adds all that a container owns.</summary>
    public void Add(ContainerConfig container) => Add(PrefixOwner.Of(container));

    /// <summary>Removes all that a container owns; it must be as it was when it was added.</summary>
    public void Remove(ContainerConfig container) => Remove(PrefixOwner.Of(container));

    public void Add(IEnumerable<PrefixOwner> owners)
    {
        foreach (PrefixOwner owner in owners) Add(owner);
    }

    public void Remove(IEnumerable<PrefixOwner> owners)
    {
        foreach (PrefixOwner owner in owners) Remove(owner);
    }

    public void Add(PrefixOwner owner) => Tree(owner.Prefix.BaseAddress, owner.Table).Add(owner);

    /// <returns>False when no equal entry was there.</returns>
    public bool Remove(PrefixOwner owner) => Tree(owner.Prefix.BaseAddress, owner.Table).Remove(owner);

    /// <summary>The owner of an address: the interface that has it, or in whose interconnect it is.</summary>
    public PrefixOwner? FindAddress(IPAddress address)
    {
        var prefix = new IPNetwork(address, IPText.BitLength(address));
        PrefixOwner? interconnect = null;
        foreach (PrefixOwner owner in Tree(address).Covering(prefix))
        {
            if (owner.Use == PrefixUse.Address) return owner;
            if (owner.Use == PrefixUse.Interconnect) interconnect ??= owner;
        }

        return interconnect;
    }

    /// <summary>
    /// Every entry that has an address in common with a prefix: first those that cover it or equal it, widest first,
    /// then those inside it in numeric order.
    /// </summary>
    public IEnumerable<PrefixOwner> FindOverlaps(IPNetwork prefix)
    {
        foreach (PrefixOwner owner in Covering(prefix)) yield return owner;
        foreach (PrefixOwner owner in Inside(prefix)) yield return owner;
    }

    /// <summary>Every entry of a table that covers a prefix or equals it, widest first.</summary>
    public PrefixTree.CoveringPrefixes Covering(IPNetwork prefix, uint table = 0) =>
        Tree(prefix.BaseAddress, table).Covering(prefix);

    /// <summary>Every entry of a table inside a prefix and narrower, in numeric order.</summary>
    public IEnumerable<PrefixOwner> Inside(IPNetwork prefix, uint table = 0) =>
        Tree(prefix.BaseAddress, table).Inside(prefix);

    /// <summary>The lowest prefix of a length, inside a pool, that no entry overlaps; null when there is
    /// none.</summary>
    public IPNetwork? FindFree(IPNetwork pool, int length) => Tree(pool.BaseAddress).FindFree(pool, length);

    private PrefixTree Tree(IPAddress address, uint table = 0)
    {
        int bits = IPText.BitLength(address);
        if (table == 0) return bits == 32 ? _v4 : _v6;
        if (!_tables.TryGetValue((table, bits), out PrefixTree? tree)) _tables[(table, bits)] = tree = new PrefixTree();
        return tree;
    }
}
