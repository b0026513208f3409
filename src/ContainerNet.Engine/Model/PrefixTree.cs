using System.Buffers.Binary;
using System.Net;
using System.Numerics;

namespace ContainerNet.Engine.Model;

/// <summary>A path-compressed binary tree of the prefixes of one family (a Patricia tree).</summary>
/// <remarks>
/// A node is shared between clones until one of them changes it: each tree writes in place only to nodes that carry its
/// own stamp. So a clone is free, and a bulk build copies nothing.
/// </remarks>
internal sealed class PrefixTree
{
    private Node? _root;
    private object _stamp = new();

    public int Count { get; private set; }

    public PrefixTree Clone()
    {
        // The original gives its stamp up too: from now on it shares all of its nodes.
        _stamp = new object();
        return new PrefixTree { _root = _root, Count = Count };
    }

    public void Add(PrefixOwner owner)
    {
        var key = Key.Of(owner.Prefix);
        _root = Add(_root, key, owner);
        Count++;
    }

    /// <returns>False when no equal entry was there.</returns>
    public bool Remove(PrefixOwner owner)
    {
        bool found = false;
        _root = Remove(_root, Key.Of(owner.Prefix), owner, ref found);
        if (found) Count--;
        return found;
    }

    /// <summary>The entries whose prefix covers or equals this one, widest first.</summary>
    public CoveringPrefixes Covering(IPNetwork prefix) => new(_root, Key.Of(prefix));

    /// <summary>The entries strictly inside a prefix, in numeric order.</summary>
    public IEnumerable<PrefixOwner> Inside(IPNetwork prefix)
    {
        var key = Key.Of(prefix);
        Node? node = IPText.BitLength(prefix.BaseAddress) > key.Length ? _root : null;
        while (node is not null && node.Key.Length < key.Length)
        {
            node = node.Key.Covers(key) ? node.Child(key.Bit(node.Key.Length)) : null;
        }

        if (node is null || !key.Covers(node.Key)) yield break;
        var open = new Stack<Node>();
        open.Push(node);
        while (open.TryPop(out Node? next))
        {
            if (next.Key.Length > key.Length)
            {
                foreach (PrefixOwner owner in next.Owners) yield return owner;
            }

            if (next.One is not null) open.Push(next.One);
            if (next.Zero is not null) open.Push(next.Zero);
        }
    }

    /// <summary>The lowest prefix of a length, inside a prefix, that no entry overlaps; null when there is
    /// none.</summary>
    /// <remarks>Each node knows the widest gap below it, so that full parts are passed by without a look
    /// inside.</remarks>
    public IPNetwork? FindFree(IPNetwork pool, int length)
    {
        var space = Key.Of(pool);
        Node? node = _root;
        while (node is not null && node.Key.Length < space.Length && node.Key.Covers(space))
        {
            if (node.Owners.Length > 0) return null;
            node = node.Child(space.Bit(node.Key.Length));
        }

        if (node is not null && !space.Covers(node.Key)) node = null;
        return FindFree(space, node, length)?.ToPrefix(Prefix.Version(pool));
    }

    private static Key? FindFree(Key space, Node? node, int length)
    {
        if (node is null) return space with { Length = length };
        if (space.Length >= length) return null;
        if (node.Key.Length == space.Length)
        {
            if (node.WidestGap > length) return null;
            return FindFree(space.Half(0), node.Zero, length) ?? FindFree(space.Half(1), node.One, length);
        }

        // All of the node lies in one half; the other is free.
        if (node.Key.Bit(space.Length) == 1) return space.Half(0) with { Length = length };
        return FindFree(space.Half(0), node, length) ?? space.Half(1) with { Length = length };
    }

    private Node Add(Node? node, Key key, PrefixOwner owner)
    {
        if (node is null) return new Node(_stamp, key, [owner]);
        int common = node.Key.CommonLength(key);
        if (common < node.Key.Length)
        {
            // The paths part above this node: a new node goes in between.
            var fork = new Node(_stamp, key.Truncate(common), []);
            fork.SetChild(node.Key.Bit(common), node);
            if (common == key.Length) fork.SetOwners([owner]);
            else fork.SetChild(key.Bit(common), Add(null, key, owner));
            return fork;
        }

        Node own = Own(node);
        if (common == key.Length)
        {
            own.SetOwners([.. own.Owners, owner]);
            return own;
        }

        int bit = key.Bit(common);
        own.SetChild(bit, Add(own.Child(bit), key, owner));
        return own;
    }

    private Node? Remove(Node? node, Key key, PrefixOwner owner, ref bool found)
    {
        if (node is null || !node.Key.Covers(key)) return node;
        Node own;
        if (node.Key.Length == key.Length)
        {
            int index = Array.IndexOf(node.Owners, owner);
            if (index < 0) return node;
            found = true;
            own = Own(node);
            own.SetOwners([.. own.Owners[..index], .. own.Owners[(index + 1)..]]);
        }
        else
        {
            int bit = key.Bit(node.Key.Length);
            Node? child = Remove(node.Child(bit), key, owner, ref found);
            if (!found) return node;
            own = Own(node);
            own.SetChild(bit, child);
        }

        if (own.Owners.Length > 0 || (own.Zero is not null && own.One is not null)) return own;
        return own.Zero ?? own.One;
    }

    private Node Own(Node node) => ReferenceEquals(node.Stamp, _stamp) ? node : new Node(_stamp, node);

    /// <summary>Every added address is asked for several times: this allocates nothing.</summary>
    public struct CoveringPrefixes
    {
        private readonly Key _key;
        private Node? _node;
        private int _place;

        internal CoveringPrefixes(Node? root, Key key)
        {
            _key = key;
            _node = root;
            _place = -1;
        }

        public readonly PrefixOwner Current => _node!.Owners[_place];

        public readonly CoveringPrefixes GetEnumerator() => this;

        public bool MoveNext()
        {
            while (_node is not null && _node.Key.Covers(_key))
            {
                if (++_place < _node.Owners.Length) return true;
                _place = -1;
                _node = _node.Key.Length == _key.Length ? null : _node.Child(_key.Bit(_node.Key.Length));
            }

            return false;
        }
    }

    internal sealed class Node
    {
        /// <summary>Longer than any prefix: there is no gap.</summary>
        private const int NoGap = 129;

        public Node(object stamp, Key key, PrefixOwner[] owners)
        {
            Stamp = stamp;
            Key = key;
            Owners = owners;
            Measure();
        }

        public Node(object stamp, Node other)
        {
            Stamp = stamp;
            Key = other.Key;
            Owners = other.Owners;
            Zero = other.Zero;
            One = other.One;
            WidestGap = other.WidestGap;
        }

        public object Stamp { get; }

        public Key Key { get; }

        public PrefixOwner[] Owners { get; private set; }

        public Node? Zero { get; private set; }

        public Node? One { get; private set; }

        /// <summary>The length of the widest prefix inside this one that no entry overlaps.</summary>
        public int WidestGap { get; private set; }

        public Node? Child(int bit) => bit == 0 ? Zero : One;

        public void SetChild(int bit, Node? child)
        {
            if (bit == 0) Zero = child;
            else One = child;
            Measure();
        }

        public void SetOwners(PrefixOwner[] owners)
        {
            Owners = owners;
            Measure();
        }

        private void Measure() => WidestGap = Owners.Length > 0 ? NoGap : Math.Min(GapOf(Zero), GapOf(One));

        private int GapOf(Node? child)
        {
            if (child is null) return Key.Length + 1;
            return child.Key.Length > Key.Length + 1 ? Key.Length + 2 : child.WidestGap;
        }
    }

    /// <summary>Prefix bits from the top of 128, so that both families walk alike.</summary>
    /// <remarks>Two halves: code that has UInt128 in it cannot be compiled ahead of time.</remarks>
    internal readonly record struct Key(ulong High, ulong Low, int Length)
    {
        public static Key Of(IPNetwork prefix)
        {
            Span<byte> bytes = stackalloc byte[16];
            bytes.Clear();
            prefix.BaseAddress.TryWriteBytes(bytes, out _);
            return new Key(
                BinaryPrimitives.ReadUInt64BigEndian(bytes), BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]),
                prefix.PrefixLength);
        }

        public int Bit(int position) =>
            (int)((position < 64 ? High >> (63 - position) : Low >> (127 - position)) & 1);

        /// <summary>One half of the prefix.</summary>
        public Key Half(int bit)
        {
            ulong one = (ulong)bit << (63 - (Length & 63));
            return Length < 64 ? new Key(High | one, Low, Length + 1) : new Key(High, Low | one, Length + 1);
        }

        public IPNetwork ToPrefix(IPVersion version)
        {
            Span<byte> bytes = stackalloc byte[16];
            BinaryPrimitives.WriteUInt64BigEndian(bytes, High);
            BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], Low);
            return new IPNetwork(new IPAddress(version == IPVersion.IPv4 ? bytes[..4] : bytes), Length);
        }

        public Key Truncate(int length) => new(High & MaskOf(length), Low & MaskOf(length - 64), length);

        public int CommonLength(Key other)
        {
            ulong high = High ^ other.High;
            int common = high != 0
                ? BitOperations.LeadingZeroCount(high)
                : 64 + BitOperations.LeadingZeroCount(Low ^ other.Low);
            return Math.Min(common, Math.Min(Length, other.Length));
        }

        public bool Covers(Key other) => CommonLength(other) == Length;

        private static ulong MaskOf(int length) =>
            length <= 0 ? 0 : length >= 64 ? ulong.MaxValue : ulong.MaxValue << (64 - length);
    }
}
