using System.Runtime.InteropServices;
using ContainerNet.Netlink.Protocol;

namespace ContainerNet.Netlink.Tests.Scripted;

/// <summary>
/// Plays the kernel: each datagram sent is answered by a script, which is given the datagram and queues answers.
/// </summary>
internal sealed class ScriptedTransport(Action<ScriptedTransport, byte[]> script) : INetlinkTransport
{
    private readonly Queue<(byte[] Bytes, uint Port, Errno Error)> _answers = new();

    public List<byte[]> Sent { get; } = [];

    public Errno SendError { get; set; }

    public bool IsDisposed { get; private set; }

    /// <summary>The sequence number of the first message of the last datagram sent.</summary>
    public uint Sequence => MemoryMarshal.Read<MessageHeader>(Sent[^1]).Sequence;

    public Errno Send(ReadOnlySpan<byte> datagram)
    {
        if (SendError != Errno.None)
            return SendError;
        Sent.Add(datagram.ToArray());
        script(this, Sent[^1]);
        return Errno.None;
    }

    public ReceivedDatagram Receive(Span<byte> buffer)
    {
        if (!_answers.TryDequeue(out (byte[] Bytes, uint Port, Errno Error) answer))
            return new ReceivedDatagram(0, 0, Errno.EAGAIN);
        answer.Bytes.AsSpan(0, Math.Min(answer.Bytes.Length, buffer.Length)).CopyTo(buffer);
        return new ReceivedDatagram(answer.Bytes.Length, answer.Port, answer.Error);
    }

    public int IndexOf(string link) => 0;

    /// <summary>Queues a datagram of the messages.</summary>
    public void Answer(params byte[][] messages) => AnswerFrom(0, messages);

    public void AnswerFrom(uint port, params byte[][] messages)
        => _answers.Enqueue(([.. messages.SelectMany(message => message)], port, Errno.None));

    public void Fail(Errno error) => _answers.Enqueue(([], 0, error));

    public void Dispose() => IsDisposed = true;

    /// <summary>A message with the sequence number of the last request.</summary>
    public byte[] Message(ushort type, byte[] payload, ushort flags = 0) => Message(type, payload, flags, Sequence);

    public static byte[] Message(ushort type, byte[] payload, ushort flags, uint sequence)
    {
        byte[] message = new byte[Alignment.Up(MessageHeader.Size + payload.Length)];
        MemoryMarshal.Write(message, new MessageHeader
        {
            Length = (uint)(MessageHeader.Size + payload.Length),
            Type = type,
            Flags = flags,
            Sequence = sequence,
        });
        payload.CopyTo(message, MessageHeader.Size);
        return message;
    }

    /// <summary>The end of a dump.</summary>
    public byte[] Done(Errno error = Errno.None, ushort flags = 0)
        => Message(MessageType.Done, BitConverter.GetBytes(-(int)error), flags);

    /// <summary>An acknowledgement, or an error, that echoes the header of the request.</summary>
    public static byte[] Reply(uint sequence, Errno error, ushort flags = MessageFlags.Capped, byte[]? rest = null)
        => Message(
            MessageType.Error,
            [.. BitConverter.GetBytes(-(int)error), .. Echo(sequence, MessageHeader.Size), .. rest ?? []],
            flags,
            sequence);

    public static byte[] Echo(uint sequence, uint length)
    {
        byte[] header = new byte[MessageHeader.Size];
        MemoryMarshal.Write(header, new MessageHeader { Length = length, Sequence = sequence });
        return header;
    }

    /// <summary>The headers of a datagram's messages.</summary>
    public static List<MessageHeader> Headers(byte[] datagram)
    {
        var headers = new List<MessageHeader>();
        var reader = new MessageReader(datagram);
        while (reader.MoveNext())
            headers.Add(reader.Header);
        return headers;
    }
}
