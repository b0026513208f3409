using ContainerNet.Netlink.Wire;

namespace ContainerNet.Netlink.Connection;

/// <content>Changes.</content>
internal sealed partial class NetlinkConnection
{
    /// <summary>Room for an error with its text: the echo of the request is capped, and texts are short.</summary>
    private const int AcknowledgementSize = 4096;

    private const string SendingBatch = "send a batch of netlink requests";

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
                ErrorReply reply = ErrorReply.Read(reader.Payload, header.Flags);
                if (reply.Error != Errno.None)
                {
                    ReadOnlySpan<byte> request = chunk.Find(header.Sequence);
                    NetlinkException error = reply.ToException(RequestDescription.Of(request), request);
                    (failures ??= []).Add(new NetlinkFailure((int)(header.Sequence - first), error));
                }
                if (header.Sequence == chunk.LastSequence)
                    return reply.Error == Errno.None;
            }
        }
    }
}
