using System.Runtime.CompilerServices;

namespace ContainerNet.Netlink.Protocol;

/// <summary>Reads the messages of a datagram, or of several that were put together, one after the other.</summary>
internal ref struct MessageReader(ReadOnlySpan<byte> messages)
{
    private readonly ReadOnlySpan<byte> _messages = messages;
    private int _next;

    public MessageHeader Header { get; private set; }

    /// <summary>Where the current message begins.</summary>
    public int Offset { get; private set; }

    /// <summary>What follows the header.</summary>
    public readonly ReadOnlySpan<byte> Payload
        => _messages[(Offset + MessageHeader.Size)..(Offset + (int)Header.Length)];

    /// <exception cref="NetlinkFormatException">The length of a message does not fit.</exception>
    public bool MoveNext()
    {
        int left = _messages.Length - _next;
        if (left <= 0)
            return false;
        if (left < MessageHeader.Size)
            throw new NetlinkFormatException($"{left} bytes are left where a message should begin.");
        Header = Raw.Read<MessageHeader>(_messages[_next..]);
        if (Header.Length < MessageHeader.Size || Header.Length > left)
            throw new NetlinkFormatException($"A message of {Header.Length} bytes is in a space of {left}.");
        Offset = _next;

        // Kernels do send lengths that are no multiple of four; only the step is.
        _next += Alignment.Up((int)Header.Length);
        return true;
    }

    /// <summary>Goes to the next message of a type, over those of others.</summary>
    /// <exception cref="NetlinkFormatException">The length of a message does not fit.</exception>
    public bool MoveNext(ushort type)
    {
        while (MoveNext())
        {
            if (Header.Type == type)
                return true;
        }
        return false;
    }

    /// <summary>How many messages of a type there are.</summary>
    /// <exception cref="NetlinkFormatException">The length of a message does not fit.</exception>
    public static int Count(ReadOnlySpan<byte> messages, ushort type)
    {
        int count = 0;
        var reader = new MessageReader(messages);
        while (reader.MoveNext(type))
            count++;
        return count;
    }

    /// <summary>The structure at the beginning of a payload; what follows are attributes.</summary>
    public static T ReadStructure<T>(ReadOnlySpan<byte> payload, out AttributeReader attributes)
        where T : unmanaged
    {
        int size = Alignment.Up(Unsafe.SizeOf<T>());
        if (payload.Length < size)
            throw new NetlinkFormatException($"A message has {payload.Length} bytes instead of at least {size}.");
        attributes = new AttributeReader(payload[size..]);
        return Raw.Read<T>(payload);
    }
}
