using System.Net;
using System.Net.Sockets;
using ContainerNet.Netlink.Protocol;

namespace ContainerNet.Netlink;

/// <summary>A route inside the bytes of a dump: reading one allocates nothing.</summary>
public readonly ref struct RouteView
{
    /// <summary>Hops are kept as they are until somebody asks for an object.</summary>
    private readonly ReadOnlySpan<byte> _hops;
    private readonly uint _flags;

    internal RouteView(ReadOnlySpan<byte> message)
    {
        RouteMessage header = MessageReader.ReadStructure<RouteMessage>(message, out AttributeReader attributes);
        Family = WireFamily.ToManaged(header.Family);
        PrefixLength = header.DestinationLength;
        Table = header.Table;
        Protocol = (RouteProtocol)header.Protocol;
        Scope = (RouteScope)header.Scope;
        Type = (RouteType)header.Type;
        _flags = header.Flags;
        while (attributes.MoveNext())
        {
            switch (attributes.Type)
            {
                case RouteAttribute.Destination: Destination = attributes.ReadAddressBytes(); break;
                case RouteAttribute.OutputLink: LinkIndex = attributes.ReadInt32(); break;
                case RouteAttribute.Gateway: Via = attributes.ReadAddressBytes(); break;
                case RouteAttribute.Via: Via = NextHop.AddressOf(attributes); break;
                case RouteAttribute.PreferredSource: Source = attributes.ReadAddressBytes(); break;
                case RouteAttribute.Priority: Metric = attributes.ReadUInt32(); break;
                case RouteAttribute.Table: Table = attributes.ReadUInt32(); break;
                case RouteAttribute.Multipath: _hops = attributes.Payload; break;
            }
        }
    }

    /// <summary>IPv4 or IPv6.</summary>
    public AddressFamily Family { get; }

    /// <summary>The destination's base address, 4 or 16 bytes in network order; empty for a default route.</summary>
    public ReadOnlySpan<byte> Destination { get; }

    /// <summary>The prefix length.</summary>
    public int PrefixLength { get; }

    /// <summary>The gateway, or empty; also for a multipath route.</summary>
    public ReadOnlySpan<byte> Via { get; }

    /// <summary>The index of the link the packets leave by, or 0; also for a multipath route.</summary>
    public int LinkIndex { get; }

    /// <summary>The preferred source address, or empty.</summary>
    public ReadOnlySpan<byte> Source { get; }

    /// <summary>The metric.</summary>
    public uint Metric { get; }

    /// <summary>The table.</summary>
    public uint Table { get; }

    /// <summary>Who made the route.</summary>
    public RouteProtocol Protocol { get; }

    /// <summary>The scope.</summary>
    public RouteScope Scope { get; }

    /// <summary>The type.</summary>
    public RouteType Type { get; }

    /// <summary>Whether there are several hops.</summary>
    public bool IsMultipath => !_hops.IsEmpty;

    /// <summary>Whether the gateway counts as on the link though no prefix of the link contains it.</summary>
    public bool IsOnLink => (_flags & RouteAttribute.OnLinkFlag) != 0;

    /// <summary>Makes an object that outlives the dump.</summary>
    /// <exception cref="NetlinkFormatException">A hop does not have the form it must have.</exception>
    public Route ToRoute() => ToRoute(null);

    /// <param name="last">The route before, whose gateway and source are used again if they are the same.</param>
    internal Route ToRoute(Route? last)
    {
        NextHop hop = _hops.IsEmpty
            ? new NextHop(LinkIndex, OrNull(Via, last?.Via), IsOnLink)
            : NextHop.ReadFirst(_hops);
        return new Route
        {
            Family = Family,
            Destination = OrNull(Destination),
            PrefixLength = PrefixLength,
            Via = hop.Via,
            LinkIndex = hop.LinkIndex,
            Source = OrNull(Source, last?.Source),
            Metric = Metric,
            Table = Table,
            Protocol = Protocol,
            Scope = Scope,
            Type = Type,
            IsOnLink = hop.IsOnLink,
        };
    }

    private static IPAddress? OrNull(ReadOnlySpan<byte> address, IPAddress? last = null)
    {
        if (address.IsEmpty)
            return null;
        Span<byte> bytes = stackalloc byte[16];
        return last is not null && last.TryWriteBytes(bytes, out int length) && address.SequenceEqual(bytes[..length])
            ? last
            : new IPAddress(address);
    }
}
