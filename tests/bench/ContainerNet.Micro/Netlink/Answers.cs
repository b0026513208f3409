using System.Buffers.Binary;
using System.Net;
using System.Runtime.InteropServices;
using ContainerNet.Netlink;
using ContainerNet.Netlink.Protocol;

namespace ContainerNet.Micro.Netlink;

/// <summary>Dumps as the kernel writes them: messages in datagrams of up to 32 KiB, and an end.</summary>
internal static class Answers
{
    private const int LargestDatagram = 32 * 1024;
    private const int Link = 5;

    /// <summary>The address of a place: 10.1.0.0 and on.</summary>
    public static IPAddress Nth(int place)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, 0x0a010000 + place);
        return new IPAddress(bytes);
    }

    /// <summary>A dump of so many addresses of one link.</summary>
    public static byte[][] Addresses(int count)
    {
        ReadOnlySpan<uint> forever = [uint.MaxValue, uint.MaxValue, 0, 0];
        byte[] times = MemoryMarshal.AsBytes(forever).ToArray();
        return Dump(count, MessageType.NewAddress, (ref AttributeWriter writer, int i) =>
        {
            writer.WriteStructure(new AddressMessage { Family = WireFamily.Ipv4, PrefixLength = 32, Index = Link });
            writer.WriteAddress(AddressAttribute.Address, Nth(i));
            writer.WriteAddress(AddressAttribute.Local, Nth(i));
            writer.WriteTerminated(3 /* IFA_LABEL */, "eth0");
            writer.WriteUInt32(AddressAttribute.Flags, 0x80 /* IFA_F_PERMANENT */);
            writer.WriteBytes(6 /* IFA_CACHEINFO */, times);
        });
    }

    /// <summary>A dump of so many routes through one link.</summary>
    public static byte[][] Routes(int count)
    {
        var head = new RouteMessage
        {
            Family = WireFamily.Ipv4,
            DestinationLength = 32,
            Table = (byte)Route.MainTable,
            Protocol = (byte)RouteProtocol.Static,
            Type = (byte)RouteType.Unicast,
        };
        var via = IPAddress.Parse("10.100.0.2");
        return Dump(count, MessageType.NewRoute, (ref AttributeWriter writer, int i) =>
        {
            writer.WriteStructure(in head);
            writer.WriteUInt32(RouteAttribute.Table, Route.MainTable);
            writer.WriteAddress(RouteAttribute.Destination, Nth(i));
            writer.WriteAddress(RouteAttribute.Gateway, via);
            writer.WriteInt32(RouteAttribute.OutputLink, Link);
        });
    }

    private delegate void Body(ref AttributeWriter writer, int place);

    private static byte[][] Dump(int count, ushort type, Body body)
    {
        var datagrams = new List<byte[]>();
        byte[] buffer = new byte[LargestDatagram];
        int length = 0;
        for (int i = 0; i < count; i++)
        {
            int size = Message(buffer.AsSpan(length), type, i, body);
            length += size;
            if (length + size <= LargestDatagram && i < count - 1) continue;
            datagrams.Add(buffer[..length]);
            length = 0;
        }

        datagrams.Add(buffer[..Message(
            buffer, MessageType.Done, 0, (ref AttributeWriter writer, int none) => writer.WriteStructure(in none))]);
        return [.. datagrams];
    }

    private static int Message(Span<byte> target, ushort type, int place, Body body)
    {
        var writer = new AttributeWriter(target);
        writer.WriteStructure(default(MessageHeader));
        body(ref writer, place);
        MemoryMarshal.Write(
            target, new MessageHeader { Length = (uint)writer.Length, Type = type, Flags = MessageFlags.Multipart });
        return writer.Length;
    }
}
