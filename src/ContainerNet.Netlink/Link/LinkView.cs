using System.Net.NetworkInformation;
using System.Text;
using ContainerNet.Netlink.Protocol;

namespace ContainerNet.Netlink;

/// <summary>A link inside the bytes of a dump: reading one allocates nothing.</summary>
public readonly ref struct LinkView
{
    /// <summary>Counters are kept as they are until somebody asks for them.</summary>
    private readonly ReadOnlySpan<byte> _statistics;

    /// <summary>As <see cref="_statistics"/>.</summary>
    private readonly ReadOnlySpan<byte> _families;

    internal LinkView(ReadOnlySpan<byte> message)
    {
        LinkMessage header = MessageReader.ReadStructure<LinkMessage>(message, out AttributeReader attributes);
        Index = header.Index;
        Flags = (LinkFlags)header.Flags;
        while (attributes.MoveNext())
        {
            switch (attributes.Type)
            {
                case LinkAttribute.Name: Name = attributes.ReadTextBytes(); break;
                case LinkAttribute.HardwareAddress: Mac = attributes.Payload; break;
                case LinkAttribute.Mtu: Mtu = attributes.ReadInt32(); break;
                case LinkAttribute.Link: PeerIndex = attributes.ReadInt32(); break;
                case LinkAttribute.LinkNamespaceId: PeerNamespaceId = attributes.ReadInt32(); break;
                case LinkAttribute.Master: MasterIndex = attributes.ReadInt32(); break;
                case LinkAttribute.Carrier: HasCarrier = attributes.ReadByte() != 0; break;
                case LinkAttribute.Qdisc: Qdisc = attributes.ReadTextBytes(); break;
                case LinkAttribute.LinkInfo: Kind = KindIn(attributes.Nested); break;
                case LinkAttribute.Alias: Alias = attributes.ReadTextBytes(); break;
                case LinkAttribute.Group: Group = attributes.ReadUInt32(); break;
                case LinkAttribute.TxQueues: TxQueues = attributes.ReadInt32(); break;
                case LinkAttribute.RxQueues: RxQueues = attributes.ReadInt32(); break;
                case LinkAttribute.FamilySpecific: _families = attributes.Payload; break;
                case LinkAttribute.Statistics64: _statistics = attributes.Payload; break;
            }
        }
    }

    /// <summary>The index.</summary>
    public int Index { get; }

    /// <summary>The name in UTF-8.</summary>
    public ReadOnlySpan<byte> Name { get; }

    /// <summary>The kind in ASCII, or empty.</summary>
    public ReadOnlySpan<byte> Kind { get; }

    /// <summary>The flags.</summary>
    public LinkFlags Flags { get; }

    /// <summary>Whether the link has a carrier.</summary>
    public bool HasCarrier { get; }

    /// <summary>The hardware address, or empty.</summary>
    public ReadOnlySpan<byte> Mac { get; }

    /// <summary>The MTU in bytes.</summary>
    public int Mtu { get; }

    /// <summary>The index of the master, or 0.</summary>
    public int MasterIndex { get; }

    /// <summary>The index of the peer or of the link below, or 0.</summary>
    public int PeerIndex { get; }

    /// <summary>This namespace's identifier for the peer's namespace, or null when it is the same.</summary>
    public int? PeerNamespaceId { get; }

    /// <summary>The device group.</summary>
    public uint Group { get; }

    /// <summary>The alias in UTF-8, or empty.</summary>
    public ReadOnlySpan<byte> Alias { get; }

    /// <summary>The kind of the queueing discipline at the root, in ASCII, or empty.</summary>
    public ReadOnlySpan<byte> Qdisc { get; }

    /// <summary>The number of transmit queues.</summary>
    public int TxQueues { get; }

    /// <summary>The number of receive queues.</summary>
    public int RxQueues { get; }

    /// <summary>The counters; all 0 when the kernel sent none.</summary>
    /// <exception cref="NetlinkFormatException">They are too short.</exception>
    public LinkStatistics Statistics => _statistics.IsEmpty ? default : StatisticsReader.Read(_statistics);

    /// <summary>The IP settings; all null when the kernel sent none.</summary>
    /// <exception cref="NetlinkFormatException">They are broken.</exception>
    public LinkSettings Settings => LinkSettings.Read(new AttributeReader(_families));

    /// <summary>Makes an object that outlives the dump.</summary>
    /// <exception cref="NetlinkFormatException">The counters are too short.</exception>
    public Link ToLink() => new()
    {
        Index = Index,
        Name = Encoding.UTF8.GetString(Name),
        Kind = KindName(Kind),
        Flags = Flags,
        HasCarrier = HasCarrier,
        Mac = Mac.IsEmpty ? PhysicalAddress.None : new PhysicalAddress(Mac.ToArray()),
        Mtu = Mtu,
        MasterIndex = MasterIndex,
        PeerIndex = PeerIndex,
        PeerNamespaceId = PeerNamespaceId,
        Group = Group,
        Alias = Alias.IsEmpty ? null : Encoding.UTF8.GetString(Alias),
        Qdisc = QdiscName(Qdisc),
        TxQueues = TxQueues,
        RxQueues = RxQueues,
        Statistics = Statistics,
        Settings = Settings,
    };

    private static ReadOnlySpan<byte> KindIn(AttributeReader info)
    {
        while (info.MoveNext())
        {
            if (info.Type == LinkAttribute.InfoKind)
                return info.ReadTextBytes();
        }
        return default;
    }

    private static string? KindName(ReadOnlySpan<byte> kind)
    {
        if (kind.IsEmpty)
            return null;
        return kind.SequenceEqual("veth"u8) ? "veth" : Encoding.UTF8.GetString(kind);
    }

    private static string? QdiscName(ReadOnlySpan<byte> kind)
    {
        if (kind.IsEmpty)
            return null;
        return kind.SequenceEqual("noqueue"u8) ? "noqueue" : Encoding.UTF8.GetString(kind);
    }
}
