using ContainerNet.Netlink.Protocol;

namespace ContainerNet.Netlink;

/// <summary>
/// Listens to what changes in a network namespace: links, and addresses and routes of IPv4 and IPv6. The kernel tells
/// of what happens after the monitor is opened: open it first, then ask for what there is.
/// </summary>
/// <remarks>One thread reads; any thread may cancel it or dispose the monitor.</remarks>
public sealed class NetlinkMonitor : IDisposable
{
    private const int BufferSize = 32 * 1024;

    /// <summary>About ten thousand events: as many come when a container with as many routes starts.</summary>
    private const int ReceiveBuffer = 4 * 1024 * 1024;

    private static readonly int[] Groups =
    [
        SocketOption.LinkGroup,
        SocketOption.Ipv4AddressGroup,
        SocketOption.Ipv6AddressGroup,
        SocketOption.Ipv4RouteGroup,
        SocketOption.Ipv6RouteGroup,
    ];

    private readonly NetlinkSocket _socket;
    private readonly WakeUp _wakeUp;
    private readonly byte[] _buffer = new byte[BufferSize];
    private readonly Queue<NetlinkEvent> _events = new();
    private bool _draining;
    private volatile bool _disposed;

    private NetlinkMonitor(NetlinkSocket socket, WakeUp wakeUp)
    {
        _socket = socket;
        _wakeUp = wakeUp;
    }

    /// <summary>Listens to the namespace of the calling thread.</summary>
    /// <exception cref="NetlinkException">The kernel refuses.</exception>
    public static NetlinkMonitor Open()
    {
        var socket = NetlinkSocket.Open();
        try
        {
            socket.EnlargeBuffer(ReceiveBuffer);
            foreach (int group in Groups)
                socket.Join(group);
            return new NetlinkMonitor(socket, new WakeUp());
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Listens to the namespace of the calling thread, and to all that it has an identifier for: those of the other
    /// ends of its veth pairs among them. Holds none of them open.
    /// </summary>
    /// <exception cref="NetlinkException">The kernel refuses; EPERM without CAP_NET_BROADCAST.</exception>
    public static NetlinkMonitor OpenWithOthers()
    {
        NetlinkMonitor monitor = Open();
        try
        {
            monitor._socket.ListenToOthers();
            return monitor;
        }
        catch
        {
            monitor.Dispose();
            throw;
        }
    }

    /// <summary>Listens to a namespace; it may be disposed afterwards.</summary>
    /// <param name="networkNamespace">The namespace.</param>
    /// <exception cref="NetlinkException">The namespace cannot be entered, or the kernel refuses.</exception>
    /// <exception cref="ObjectDisposedException">The namespace is disposed.</exception>
    public static NetlinkMonitor Open(NetworkNamespace networkNamespace)
    {
        ArgumentNullException.ThrowIfNull(networkNamespace);
        return networkNamespace.Run(Open);
    }

    /// <summary>Waits for the next event.</summary>
    /// <param name="cancellationToken">Ends the wait. Events are not lost by it.</param>
    /// <exception cref="NetlinkException">The socket failed.</exception>
    /// <exception cref="NetlinkFormatException">An event does not have the form it must have.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The monitor is disposed, before or while waiting.</exception>
    public NetlinkEvent Read(CancellationToken cancellationToken = default)
    {
        using CancellationTokenRegistration registration =
            cancellationToken.UnsafeRegister(static wakeUp => ((WakeUp)wakeUp!).Signal(), _wakeUp);
        while (true)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            cancellationToken.ThrowIfCancellationRequested();
            if (_events.TryDequeue(out NetlinkEvent? next))
                return next;
            if (_draining)
                Drain();
            else if (_wakeUp.WaitFor(_socket.Descriptor))
                Receive();
        }
    }

    /// <summary>Closes the socket, and ends a wait of another thread.</summary>
    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        _wakeUp.Signal();
        _socket.Dispose();
        _wakeUp.Dispose();
    }

    /// <summary>
    /// Once it has reported a loss, the kernel loses more without a word until the socket's queue is empty
    /// (netlink_overrun, net/netlink/af_netlink.c). Only what is asked for after that is sure to be up to date.
    /// </summary>
    private void Drain()
    {
        if (_socket.TryReceive(_buffer).Error != Errno.EAGAIN)
            return;
        _draining = false;
        _events.Enqueue(new NetlinkEvent(NetlinkEventKind.Resync));
    }

    private void Receive()
    {
        ReceivedDatagram datagram = _socket.ReceiveEvent(_buffer, out int? namespaceId);
        if (datagram.Error == Errno.ENOBUFS || datagram.Length > _buffer.Length)
            _draining = true;
        else if (datagram.Error is not (Errno.None or Errno.EAGAIN))
            throw new NetlinkException(datagram.Error, "receive netlink events");
        else if (datagram.SenderPort == 0)
            EventReader.ReadAll(_buffer.AsSpan(0, datagram.Length), _events, namespaceId);
    }
}
