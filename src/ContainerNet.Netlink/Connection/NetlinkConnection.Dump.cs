using ContainerNet.Netlink.Wire;

namespace ContainerNet.Netlink.Connection;

/// <content>Questions.</content>
internal sealed partial class NetlinkConnection
{
    /// <summary>How often a dump is begun again because what it shows changed meanwhile.</summary>
    public const int MostRestarts = 10;

    /// <summary>Asks for one object.</summary>
    /// <param name="request">The request, whose sequence number is set here.</param>
    /// <param name="answer">The type of the answer.</param>
    /// <param name="buffer">Receives the answer.</param>
    /// <param name="operation">What is tried, for an exception.</param>
    /// <returns>
    /// The answer without its header; empty when there is no such object (ENODEV, or an acknowledgement alone).
    /// </returns>
    public ReadOnlySpan<byte> Query(Span<byte> request, ushort answer, DumpBuffer buffer, string operation)
    {
        uint sequence = Stamp(request);
        Send(request, 1, operation);
        while (true)
        {
            ReceivedDatagram datagram = Receive(buffer.Room);
            if (datagram.Error != Errno.None)
                throw Broken(datagram.Error, operation);
            if (datagram.Length > buffer.Room.Length)
            {
                buffer.Require(datagram.Length);
                sequence = Stamp(request);
                Send(request, 1, operation);
                continue;
            }
            var reader = new MessageReader(buffer.Room[..datagram.Length]);
            while (reader.MoveNext())
            {
                if (reader.Header.Sequence != sequence)
                    continue;
                if (reader.Header.Type == answer)
                    return reader.Payload;
                if (reader.Header.Type != MessageType.Error)
                    continue;
                ErrorReply reply = ErrorReply.Read(reader.Payload, reader.Header.Flags);
                return reply.Error is Errno.ENODEV or Errno.None ? default : throw reply.ToException(operation, request);
            }
        }
    }

    /// <summary>
    /// Asks for all objects that the request matches. The buffer has the whole and consistent answer afterwards, or an
    /// exception is thrown: half a list would be taken for the truth.
    /// </summary>
    /// <param name="request">The request, whose sequence number is set here.</param>
    /// <param name="family">Only answers that begin with this family are kept; 0 keeps all.</param>
    /// <param name="buffer">Receives the answers behind what it has.</param>
    /// <param name="operation">What is tried, for an exception.</param>
    public void Dump(Span<byte> request, byte family, DumpBuffer buffer, string operation)
    {
        int start = buffer.Length;
        for (int attempt = 0; attempt <= MostRestarts; attempt++)
        {
            buffer.Truncate(start);
            uint sequence = Stamp(request);
            Send(request, 1, operation);
            if (TryReceiveDump(request, sequence, family, buffer, operation))
                return;
        }
        throw new NetlinkException(Errno.EINTR, $"{operation} (it changed during each of {MostRestarts + 1} tries)");
    }

    /// <returns>Whether the answer is whole; if not, it is to be asked for again.</returns>
    private bool TryReceiveDump(
        ReadOnlySpan<byte> request, uint sequence, byte family, DumpBuffer buffer, string operation)
    {
        bool whole = true;
        bool cut = false;
        while (true)
        {
            Span<byte> room = buffer.Room;
            ReceivedDatagram datagram = Receive(room);

            // The end of the dump may have been in the part that was cut off.
            if (datagram.Error == Errno.EAGAIN && cut)
                return false;

            // The rest still has to be read: the kernel begins no dump while another runs.
            if (datagram.Error == Errno.ENOBUFS)
                whole = false;
            else if (datagram.Error != Errno.None)
                throw Broken(datagram.Error, operation);
            if (datagram.Length > room.Length)
            {
                buffer.Require(datagram.Length);
                whole = false;
                cut = true;
                continue;
            }
            DumpState state = Sift(room[..datagram.Length], sequence, family, out ErrorReply failure);
            whole &= (state & DumpState.Interrupted) == 0;
            if (failure.Error != Errno.None)
                throw failure.ToException(operation, request);
            buffer.Keep(datagram.Length);
            if ((state & DumpState.Ended) != 0)
                return whole;
        }
    }

    /// <summary>Looks for the end, and turns what is not asked for into messages that readers skip.</summary>
    private static DumpState Sift(Span<byte> datagram, uint sequence, byte family, out ErrorReply failure)
    {
        failure = default;
        DumpState state = DumpState.None;
        var reader = new MessageReader(datagram);
        while (reader.MoveNext())
        {
            MessageHeader header = reader.Header;
            bool foreign = header.Sequence != sequence || (state & DumpState.Ended) != 0;
            if (foreign || (header.Type >= MessageType.NewLink && !IsOf(family, reader.Payload)))
                Raw.Write(datagram[(reader.Offset + MessageHeader.TypeOffset)..], MessageType.Noop);
            if (foreign)
                continue;
            if (header.Type == MessageType.Overrun || (header.Flags & MessageFlags.DumpInterrupted) != 0)
                state |= DumpState.Interrupted;
            if (header.Type is not (MessageType.Done or MessageType.Error))
                continue;
            state |= DumpState.Ended;
            failure = header.Type == MessageType.Done
                ? ErrorReply.ReadDone(reader.Payload, header.Flags)
                : ErrorReply.Read(reader.Payload, header.Flags);
        }
        return state;
    }

    private static bool IsOf(byte family, ReadOnlySpan<byte> payload)
        => family == WireFamily.Unspecified || (!payload.IsEmpty && payload[0] == family);

    private uint Stamp(Span<byte> request)
    {
        uint sequence = ++_sequence;
        Raw.Write(request[MessageHeader.SequenceOffset..], in sequence);
        return sequence;
    }

    [Flags]
    private enum DumpState
    {
        None = 0,
        Interrupted = 1,
        Ended = 2,
    }
}
