namespace ContainerNet.Netlink.Protocol;

/// <summary>
/// Numbers requests, and matches answers to them. What comes from another port than the kernel's, or answers a request
/// that is not waited for any more, is dropped.
/// </summary>
internal sealed class NetlinkConnection(INetlinkTransport transport, uint sequence) : IDisposable
{
    /// <summary>How often a dump is begun again because what it shows changed meanwhile.</summary>
    public const int MostRestarts = 10;

    /// <summary>Room for an error with its text: the echo of the request is capped, and texts are short.</summary>
    private const int AcknowledgementSize = 4096;

    private const string SendingBatch = "send a batch of netlink requests";

    private readonly INetlinkTransport _transport = transport;
    private uint _sequence = sequence;
    private DumpBuffer? _spare;
    private long _sent;
    private long _received;
    private long _requests;

    public NetlinkCounters Counters => new(_sent, _received, _requests);

    public void Dispose() => _transport.Dispose();

    public int IndexOf(string link) => _transport.IndexOf(link);

    /// <summary>A buffer for answers, mostly the one used before.</summary>
    public DumpBuffer Rent()
    {
        DumpBuffer buffer = _spare ?? new DumpBuffer();
        _spare = null;
        return buffer;
    }

    public void Return(DumpBuffer buffer)
    {
        buffer.Release();
        _spare = buffer;
    }

    /// <summary>
    /// Sends the requests in datagrams. Only the last of a datagram asks for an acknowledgement: the kernel handles
    /// them in order and tells failures unasked, so when that one is answered all are.
    /// </summary>
    public IReadOnlyList<NetlinkFailure> Send(NetlinkBatch batch, CancellationToken cancellationToken)
    {
        batch.Answered = 0;
        List<NetlinkFailure>? failures = null;
        uint first = _sequence + 1;
        _sequence += (uint)batch.Count;
        var chunk = new BatchCursor(batch.Messages, batch.FollowUps, first);
        bool lastFailed = false;
        while (chunk.MoveNext(lastFailed))
        {
            cancellationToken.ThrowIfCancellationRequested();
            Send(chunk.Datagram, chunk.Messages, SendingBatch);
            lastFailed = !AwaitAnswers(in chunk, first, ref failures);
            batch.Answered = (int)(chunk.LastSequence - first) + 1;
        }
        return failures is null ? [] : failures;
    }

    /// <summary>Waits until the last message of the chunk is answered.</summary>
    /// <returns>Whether the last message succeeded.</returns>
    private bool AwaitAnswers(in BatchCursor chunk, uint first, ref List<NetlinkFailure>? failures)
    {
        Span<byte> buffer = stackalloc byte[AcknowledgementSize];
        while (true)
        {
            var reader = new MessageReader(ReceiveWhole(buffer, SendingBatch));
            while (reader.MoveNext())
            {
                MessageHeader header = reader.Header;
                if (header.Type != MessageType.Error || !chunk.Contains(header.Sequence))
                    continue;
                var reply = ErrorReply.Read(reader.Payload, header.Flags);
                if (reply.Error != Errno.None)
                {
                    ReadOnlySpan<byte> request = chunk.Find(header.Sequence);
                    NetlinkException error = reply.ToException(RequestDescription.Of(request));
                    (failures ??= []).Add(new NetlinkFailure((int)(header.Sequence - first), error));
                }
                if (header.Sequence == chunk.LastSequence)
                    return reply.Error == Errno.None;
            }
        }
    }

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
                var reply = ErrorReply.Read(reader.Payload, reader.Header.Flags);
                return reply.Error is Errno.ENODEV or Errno.None ? default : throw reply.ToException(operation);
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
            if (TryReceiveDump(sequence, family, buffer, operation))
                return;
        }
        throw new NetlinkException(Errno.EINTR, $"{operation} (it changed during each of {MostRestarts + 1} tries)");
    }

    /// <returns>Whether the answer is whole; if not, it is to be asked for again.</returns>
    private bool TryReceiveDump(
        uint sequence, byte family, DumpBuffer buffer, string operation)
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
                throw failure.ToException(operation);
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

    private void Send(ReadOnlySpan<byte> datagram, int requests, string operation)
    {
        Errno error = _transport.Send(datagram);
        if (error != Errno.None)
            throw new NetlinkException(error, operation);
        NetlinkTrace.Sent(datagram);
        _sent++;
        _requests += requests;
    }

    /// <summary>Receives a datagram of the kernel's, whole or cut at the buffer's end.</summary>
    private ReceivedDatagram Receive(Span<byte> buffer)
    {
        while (true)
        {
            ReceivedDatagram datagram = _transport.Receive(buffer);
            if (datagram.Error != Errno.None)
                return datagram;
            _received++;
            if (datagram.SenderPort != 0)
                continue;
            NetlinkTrace.Received(buffer[..Math.Min(datagram.Length, buffer.Length)]);
            return datagram;
        }
    }

    /// <summary>Receives a datagram of the kernel's that must fit the buffer.</summary>
    private ReadOnlySpan<byte> ReceiveWhole(Span<byte> buffer, string operation)
    {
        ReceivedDatagram datagram = Receive(buffer);
        if (datagram.Error != Errno.None)
            throw Broken(datagram.Error, operation);
        return datagram.Length <= buffer.Length
            ? buffer[..datagram.Length]
            : throw new NetlinkFormatException($"An answer has {datagram.Length} bytes; {buffer.Length} are enough.");
    }

    private static NetlinkException Broken(Errno error, string operation)
        => new(error == Errno.EAGAIN ? Errno.ETIMEDOUT : error, operation);

    [Flags]
    private enum DumpState
    {
        None = 0,
        Interrupted = 1,
        Ended = 2,
    }
}
