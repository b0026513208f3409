namespace ContainerNet.Netlink.Protocol;

/// <summary>Writes a request that asks for objects; <see cref="NetlinkConnection"/> sends it by itself.</summary>
internal static class Question
{
    /// <summary>Room that any question fits in.</summary>
    public const int Size = 256;

    public static AttributeWriter Begin<T>(Span<byte> request, ushort type, ushort flags, scoped in T structure)
        where T : unmanaged
    {
        var writer = new AttributeWriter(request);
        writer.WriteStructure(new MessageHeader { Type = type, Flags = flags });
        writer.WriteStructure(in structure);
        return writer;
    }

    /// <summary>The question alone, without the room behind it.</summary>
    public static Span<byte> End(Span<byte> request, in AttributeWriter writer)
    {
        uint length = (uint)writer.Length;
        Raw.Write(request, in length);
        return request[..writer.Length];
    }
}
