
namespace ContainerNet.Netlink.Wire;

/// <summary>
/// An answer of type NLMSG_ERROR: struct nlmsgerr of linux/netlink.h, which is also an acknowledgement.
/// </summary>
internal readonly struct ErrorReply
{
    private ErrorReply(Errno error, string? message, int? offset, int? missingType)
    {
        Error = error;
        Message = message;
        Offset = offset;
        MissingType = missingType;
    }

    /// <summary>The error; <see cref="Errno.None"/> is an acknowledgement.</summary>
    public Errno Error { get; }

    public string? Message { get; }

    /// <summary>Where in the request the wrong attribute is, from the beginning of its header.</summary>
    public int? Offset { get; }

    /// <summary>The type of an attribute that was missing.</summary>
    public int? MissingType { get; }

    /// <param name="payload">What follows the answer's header.</param>
    /// <param name="flags">The flags of the answer's header.</param>
    /// <exception cref="NetlinkFormatException">The answer is too short.</exception>
    public static ErrorReply Read(ReadOnlySpan<byte> payload, ushort flags)
    {
        Errno error = ReadErrno(payload);
        if (error == Errno.None || (flags & MessageFlags.ErrorAttributes) == 0)
            return new ErrorReply(error, null, null, null);
        ReadOnlySpan<byte> echo = payload[sizeof(int)..];
        if (echo.Length < MessageHeader.Size)
            throw new NetlinkFormatException($"An error echoes {echo.Length} bytes of its request.");
        uint echoed = (flags & MessageFlags.Capped) != 0
            ? MessageHeader.Size
            : Raw.Read<MessageHeader>(echo).Length;
        if (echoed > echo.Length)
            throw new NetlinkFormatException($"An error of {echo.Length} bytes echoes a request of {echoed}.");
        return Explained(error, echo[Math.Min(Alignment.Up((int)echoed), echo.Length)..]);
    }

    /// <summary>Reads the end of a dump, NLMSG_DONE: the number, then the attributes without an echo.</summary>
    /// <param name="payload">What follows the answer's header.</param>
    /// <param name="flags">The flags of the answer's header.</param>
    /// <exception cref="NetlinkFormatException">The answer is too short.</exception>
    public static ErrorReply ReadDone(ReadOnlySpan<byte> payload, ushort flags)
    {
        Errno error = ReadErrno(payload);
        return error == Errno.None || (flags & MessageFlags.ErrorAttributes) == 0
            ? new ErrorReply(error, null, null, null)
            : Explained(error, payload[sizeof(int)..]);
    }

    /// <summary>The kernel writes the number negative.</summary>
    private static Errno ReadErrno(ReadOnlySpan<byte> payload) => payload.Length >= sizeof(int)
        ? (Errno)(-Raw.Read<int>(payload))
        : throw new NetlinkFormatException($"An error has {payload.Length} bytes.");

    private static ErrorReply Explained(Errno error, ReadOnlySpan<byte> attributes)
    {
        string? message = null;
        int? offset = null;
        int? missing = null;
        var reader = new AttributeReader(attributes);
        while (reader.MoveNext())
        {
            switch (reader.Type)
            {
                case ErrorAttribute.Message:
                    message = reader.ReadText();
                    break;
                case ErrorAttribute.Offset:
                    offset = reader.ReadInt32();
                    break;
                case ErrorAttribute.MissingType:
                    missing = reader.ReadInt32();
                    break;
            }
        }
        return new ErrorReply(error, message, offset, missing);
    }

    /// <summary>Makes the exception for the error.</summary>
    /// <param name="operation">What was tried.</param>
    /// <param name="request">The request, in which <see cref="Offset"/> points; may be empty.</param>
    public NetlinkException ToException(string operation, ReadOnlySpan<byte> request)
        => new(Error, operation, Message) { Offset = Offset, AttributeType = MissingType ?? TypeAtOffset(request) };

    private int? TypeAtOffset(ReadOnlySpan<byte> request)
    {
        if (Offset is not int offset || offset < MessageHeader.Size)
            return null;
        if (offset > request.Length - AttributeWriter.HeaderSize)
            return null;
        return Raw.Read<ushort>(request[(offset + sizeof(ushort))..]) & 0x3fff;
    }
}
