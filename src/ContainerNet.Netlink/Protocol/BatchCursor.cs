using ContainerNet.Netlink.Protocol;

namespace ContainerNet.Netlink.Protocol;

/// <summary>
/// Cuts a batch into datagrams, and prepares the messages of each: sequence numbers that count the requests, and an
/// acknowledgement for the last.
/// </summary>
/// <remarks>
/// A message that follows up on a request has that request's number and begins a datagram of its own, so that the
/// request is answered before it.
/// </remarks>
internal ref struct BatchCursor(Span<byte> messages, List<int> followUps, uint firstSequence)
{
    /// <summary>
    /// How many errors may have to wait in the socket's receive buffer until they are read: by default it holds 256.
    /// Larger datagrams are no faster.
    /// </summary>
    public const int MostMessages = 128;

    /// <summary>Far below the default send buffer (208 KiB), whatever the messages.</summary>
    public const int MostBytes = 64 * 1024;

    private readonly Span<byte> _messages = messages;
    private readonly List<int> _followUps = followUps;
    private uint _firstSequence = firstSequence;
    private uint _lastSequence = firstSequence - 1;
    private int _start;
    private int _end;
    private int _nextFollowUp;

    /// <summary>The current datagram.</summary>
    public readonly ReadOnlySpan<byte> Datagram => _messages[_start.._end];

    /// <summary>How many messages it has.</summary>
    public int Messages { get; private set; }

    /// <summary>The number of its last message.</summary>
    public readonly uint LastSequence => _lastSequence;

    public readonly bool Contains(uint sequence)
        => unchecked(sequence - _firstSequence) <= unchecked(_lastSequence - _firstSequence);

    /// <summary>Prepares the next datagram.</summary>
    /// <param name="lastFailed">Whether the last request failed: what follows up on it is left out.</param>
    public bool MoveNext(bool lastFailed)
    {
        if (lastFailed && AtFollowUp)
            Skip();
        _start = _end;
        Messages = 0;
        int last = 0;
        while (_end < _messages.Length && Messages < MostMessages)
        {
            int length = Raw.Read<int>(_messages[_end..]);
            bool followsUp = AtFollowUp;
            if (Messages > 0 && (followsUp || _end - _start + length > MostBytes))
                break;
            if (followsUp)
                _nextFollowUp++;
            else
                _lastSequence++;
            if (Messages == 0)
                _firstSequence = _lastSequence;
            last = _end;
            Prepare(_messages[_end..]);
            _end += length;
            Messages++;
        }
        if (Messages == 0)
            return false;
        Acknowledge(_messages[last..]);
        return true;
    }

    /// <summary>The message of a number in the current datagram.</summary>
    public readonly ReadOnlySpan<byte> Find(uint sequence)
    {
        var reader = new MessageReader(Datagram);
        while (reader.MoveNext())
        {
            if (reader.Header.Sequence == sequence)
                return Datagram.Slice(reader.Offset, (int)reader.Header.Length);
        }
        return default;
    }

    private readonly bool AtFollowUp => _nextFollowUp < _followUps.Count && _followUps[_nextFollowUp] == _end;

    private void Skip()
    {
        _end += Raw.Read<int>(_messages[_end..]);
        _nextFollowUp++;
    }

    private readonly void Prepare(Span<byte> message)
    {
        Span<byte> flags = message[MessageHeader.FlagsOffset..];
        ushort quiet = (ushort)(Raw.Read<ushort>(flags) & ~MessageFlags.Acknowledge);
        Raw.Write(flags, in quiet);
        Raw.Write(message[MessageHeader.SequenceOffset..], in _lastSequence);
    }

    private static void Acknowledge(Span<byte> message)
    {
        Span<byte> flags = message[MessageHeader.FlagsOffset..];
        ushort loud = (ushort)(Raw.Read<ushort>(flags) | MessageFlags.Acknowledge);
        Raw.Write(flags, in loud);
    }
}
