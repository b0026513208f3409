using System.Runtime.InteropServices;
using ContainerNet.Netlink;
using ContainerNet.Netlink.Protocol;

namespace ContainerNet.Micro.Netlink;

/// <summary>Plays a kernel that does nothing: acknowledges changes, and dumps what it was given.</summary>
/// <param name="dump">The datagrams of a dump, its end included.</param>
internal sealed class MemoryKernel(params byte[][] dump) : INetlinkTransport
{
    private readonly byte[] _acknowledgement = new byte[MessageHeader.Size + sizeof(int) + MessageHeader.Size];
    private uint _sequence;
    private int _next;
    private bool _isDump;

    public Errno Send(ReadOnlySpan<byte> datagram)
    {
        var reader = new MessageReader(datagram);
        while (reader.MoveNext())
        {
            _sequence = reader.Header.Sequence;
            _isDump = (reader.Header.Flags & MessageFlags.Dump) == MessageFlags.Dump;
        }

        _next = 0;
        return Errno.None;
    }

    public int IndexOf(string link) => 0;

    public ReceivedDatagram Receive(Span<byte> buffer)
    {
        if (!_isDump) return Acknowledge(buffer);
        if (_next == dump.Length) return new ReceivedDatagram(0, 0, Errno.EAGAIN);
        byte[] datagram = dump[_next++];
        datagram.CopyTo(buffer);
        for (int at = 0; at < datagram.Length; at += Alignment.Up(MemoryMarshal.Read<int>(buffer[at..])))
        {
            MemoryMarshal.Write(buffer[(at + MessageHeader.SequenceOffset)..], in _sequence);
        }

        return new ReceivedDatagram(datagram.Length, 0, Errno.None);
    }

    public void Dispose()
    {
        // It holds nothing.
    }

    private ReceivedDatagram Acknowledge(Span<byte> buffer)
    {
        MemoryMarshal.Write(_acknowledgement, new MessageHeader
        {
            Length = (uint)_acknowledgement.Length,
            Type = MessageType.Error,
            Flags = MessageFlags.Capped,
            Sequence = _sequence,
        });
        _acknowledgement.CopyTo(buffer);
        return new ReceivedDatagram(_acknowledgement.Length, 0, Errno.None);
    }
}
