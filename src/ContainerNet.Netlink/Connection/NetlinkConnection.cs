using ContainerNet.Netlink.Wire;

namespace ContainerNet.Netlink.Connection;

/// <summary>
/// Numbers requests, and matches answers to them. What comes from another port than the kernel's, or answers a request
/// that is not waited for any more, is dropped.
/// </summary>
internal sealed partial class NetlinkConnection(INetlinkTransport transport, uint sequence) : IDisposable
{
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
}
