namespace ContainerNet.Netlink.Protocol;

/// <summary>
/// An answer of type NLMSG_ERROR: struct nlmsgerr of linux/netlink.h, which is also an acknowledgement.
/// </summary>
/// <param name="Error">The error; <see cref="Errno.None"/> is an acknowledgement.</param>
/// <param name="Message">What the kernel says besides, or null.</param>
internal readonly record struct ErrorReply(Errno Error, string? Message)
{
    /// <summary>NLMSGERR_ATTR_MSG of linux/netlink.h: a text that explains the error.</summary>
    public const ushort MessageAttribute = 1;

    /// <param name="payload">What follows the answer's header.</param>
    /// <param name="flags">The flags of the answer's header.</param>
    /// <exception cref="NetlinkFormatException">The answer is too short.</exception>
    public static ErrorReply Read(ReadOnlySpan<byte> payload, ushort flags)
    {
        Errno error = ReadErrno(payload);
        if (error == Errno.None || (flags & MessageFlags.ErrorAttributes) == 0)
            return new ErrorReply(error, null);
        ReadOnlySpan<byte> echo = payload[sizeof(int)..];
        if (echo.Length < MessageHeader.Size)
            throw new NetlinkFormatException($"An error echoes {echo.Length} bytes of its request.");
        uint echoed = (flags & MessageFlags.Capped) != 0
            ? MessageHeader.Size
            : Raw.Read<MessageHeader>(echo).Length;
        if (echoed > echo.Length)
            throw new NetlinkFormatException($"An error of {echo.Length} bytes echoes a request of {echoed}.");
        return new ErrorReply(error, MessageIn(echo[Math.Min(Alignment.Up((int)echoed), echo.Length)..]));
    }

    /// <summary>Reads the end of a dump, NLMSG_DONE: the number, then the attributes without an echo.</summary>
    /// <param name="payload">What follows the answer's header.</param>
    /// <param name="flags">The flags of the answer's header.</param>
    /// <exception cref="NetlinkFormatException">The answer is too short.</exception>
    public static ErrorReply ReadDone(ReadOnlySpan<byte> payload, ushort flags)
    {
        Errno error = ReadErrno(payload);
        return error == Errno.None || (flags & MessageFlags.ErrorAttributes) == 0
            ? new ErrorReply(error, null)
            : new ErrorReply(error, MessageIn(payload[sizeof(int)..]));
    }

    /// <summary>Makes the exception for the error.</summary>
    /// <param name="operation">What was tried.</param>
    public NetlinkException ToException(string operation) => new(Error, operation, Message);

    /// <summary>The kernel writes the number negative.</summary>
    private static Errno ReadErrno(ReadOnlySpan<byte> payload) => payload.Length >= sizeof(int)
        ? (Errno)(-Raw.Read<int>(payload))
        : throw new NetlinkFormatException($"An error has {payload.Length} bytes.");

    private static string? MessageIn(ReadOnlySpan<byte> attributes)
    {
        string? message = null;
        var reader = new AttributeReader(attributes);
        while (reader.MoveNext())
        {
            if (reader.Type == MessageAttribute)
                message = reader.ReadText();
        }
        return message;
    }
}
