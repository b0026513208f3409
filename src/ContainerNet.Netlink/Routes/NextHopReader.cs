using System.Net;
using System.Runtime.CompilerServices;
using ContainerNet.Netlink.Wire;

namespace ContainerNet.Netlink;

/// <summary>Reads the hops of RTA_MULTIPATH: headers, each with attributes of its own.</summary>
internal static class NextHopReader
{
    /// <exception cref="NetlinkFormatException">A length does not fit.</exception>
    public static RouteNextHop[] ReadAll(ReadOnlySpan<byte> hops)
    {
        var found = new List<RouteNextHop>();
        while (!hops.IsEmpty)
        {
            if (hops.Length < Unsafe.SizeOf<NextHopHeader>())
                throw new NetlinkFormatException($"{hops.Length} bytes are left where a hop should begin.");
            NextHopHeader header = Raw.Read<NextHopHeader>(hops);
            if (header.Length < Unsafe.SizeOf<NextHopHeader>() || header.Length > hops.Length)
                throw new NetlinkFormatException($"A hop of {header.Length} bytes is in a space of {hops.Length}.");
            found.Add(Read(header, new AttributeReader(hops[Unsafe.SizeOf<NextHopHeader>()..header.Length])));
            hops = hops[Math.Min(Alignment.Up(header.Length), hops.Length)..];
        }
        return [.. found];
    }

    /// <summary>The address in struct rtvia: a family of two bytes, then 4 or 16 bytes.</summary>
    /// <exception cref="NetlinkFormatException">The length is another.</exception>
    public static ReadOnlySpan<byte> AddressOf(AttributeReader via) => via.Payload.Length is 6 or 18
        ? via.Payload[sizeof(ushort)..]
        : throw new NetlinkFormatException($"A gateway with family has {via.Payload.Length} bytes.");

    private static RouteNextHop Read(NextHopHeader header, AttributeReader attributes)
    {
        IPAddress? gateway = null;
        while (attributes.MoveNext())
        {
            if (attributes.Type == RouteAttribute.Gateway)
                gateway = attributes.ReadAddress();
            else if (attributes.Type == RouteAttribute.Via)
                gateway = new IPAddress(AddressOf(attributes));
        }
        bool onLink = (header.Flags & RouteAttribute.OnLinkFlag) != 0;
        return new RouteNextHop(header.Index, gateway, header.Hops + 1, onLink);
    }
}
