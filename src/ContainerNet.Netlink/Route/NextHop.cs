using System.Net;
using System.Runtime.CompilerServices;
using ContainerNet.Netlink.Protocol;

namespace ContainerNet.Netlink;

/// <summary>Where a route leads: the first hop of RTA_MULTIPATH, a header with attributes of its own.</summary>
internal readonly record struct NextHop(int LinkIndex, IPAddress? Via, bool IsOnLink)
{
    /// <exception cref="NetlinkFormatException">A length does not fit.</exception>
    public static NextHop ReadFirst(ReadOnlySpan<byte> hops)
    {
        if (hops.Length < Unsafe.SizeOf<NextHopHeader>())
            throw new NetlinkFormatException($"{hops.Length} bytes are left where a hop should begin.");
        NextHopHeader header = Raw.Read<NextHopHeader>(hops);
        if (header.Length < Unsafe.SizeOf<NextHopHeader>() || header.Length > hops.Length)
            throw new NetlinkFormatException($"A hop of {header.Length} bytes is in a space of {hops.Length}.");
        var attributes = new AttributeReader(hops[Unsafe.SizeOf<NextHopHeader>()..header.Length]);
        IPAddress? gateway = null;
        while (attributes.MoveNext())
        {
            if (attributes.Type == RouteAttribute.Gateway)
                gateway = attributes.ReadAddress();
            else if (attributes.Type == RouteAttribute.Via)
                gateway = new IPAddress(AddressOf(attributes));
        }
        return new NextHop(header.Index, gateway, (header.Flags & RouteAttribute.OnLinkFlag) != 0);
    }

    /// <summary>The address in struct rtvia: a family of two bytes, then 4 or 16 bytes.</summary>
    /// <exception cref="NetlinkFormatException">The length is another.</exception>
    public static ReadOnlySpan<byte> AddressOf(AttributeReader via) => via.Payload.Length is 6 or 18
        ? via.Payload[sizeof(ushort)..]
        : throw new NetlinkFormatException($"A gateway with family has {via.Payload.Length} bytes.");
}
