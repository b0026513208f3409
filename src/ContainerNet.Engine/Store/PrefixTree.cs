using System.Net;

namespace ContainerNet.Engine.Store;

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
        Key key = Key.Of(owner.Prefix);
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
    public IEnumerable<PrefixOwner> Covering(IPNetwork prefix)
    {
        Key key = Key.Of(prefix);
        Node? node = _root;
        while (node is not null && node.Key.Covers(key))
        {
            foreach (PrefixOwner owner in node.Owners) yield return owner;
            node = node.Key.Length == key.Length ? null : node.Child(key.Bit(node.Key.Length));
        }
    }

    /// <summary>The entries strictly inside a prefix, in numeric order.</summary>
    public IEnumerable<PrefixOwner> Inside(IPNetwork prefix)
    {
        Key key = Key.Of(prefix);
        Node? node = _root;
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

    private Node Add(Node? node, Key key, PrefixOwner owner)
    {
        if (node is null) return new Node(_stamp, key) { Owners = [owner] };
        int common = node.Key.CommonLength(key);
        if (common < node.Key.Length)
        {
            // The paths part above this node: a new node goes in between.
            var fork = new Node(_stamp, key.Truncate(common));
            fork.SetChild(node.Key.Bit(common), node);
            if (common == key.Length) fork.Owners = [owner];
            else fork.SetChild(key.Bit(common), Add(null, key, owner));
            return fork;
        }

        Node own = Own(node);
        if (common == key.Length)
        {
            own.Owners = [.. own.Owners, owner];
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
            own.Owners = [.. own.Owners[..index], .. own.Owners[(index + 1)..]];
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

    private Node Own(Node node) =>
        ReferenceEquals(node.Stamp, _stamp)
            ? node
            : new Node(_stamp, node.Key) { Owners = node.Owners, Zero = node.Zero, One = node.One };

    private sealed class Node(object stamp, Key key)
    {
        public object Stamp { get; } = stamp;

        public Key Key { get; } = key;

        public PrefixOwner[] Owners { get; set; } = [];

        public Node? Zero { get; set; }

        public Node? One { get; set; }

        public Node? Child(int bit) => bit == 0 ? Zero : One;

        public void SetChild(int bit, Node? child)
        {
            if (bit == 0) Zero = child;
            else One = child;
        }
    }

    /// <summary>Prefix bits from the top of 128, so that both families walk alike.</summary>
    private readonly record struct Key(UInt128 Bits, int Length)
    {
        public static Key Of(IPNetwork prefix)
        {
            UInt128 number = IPText.ToNumber(prefix.BaseAddress);
            return new Key(number << (128 - IPText.BitLength(prefix.BaseAddress)), prefix.PrefixLength);
        }

        public int Bit(int position) => (int)(Bits >> (127 - position)) & 1;

        public Key Truncate(int length) => new(Bits & IPText.Mask(length, 128), length);

        public int CommonLength(Key other) =>
            Math.Min((int)UInt128.LeadingZeroCount(Bits ^ other.Bits), Math.Min(Length, other.Length));

        public bool Covers(Key other) => CommonLength(other) == Length;
    }
}
