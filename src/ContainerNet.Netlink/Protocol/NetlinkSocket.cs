using System.Runtime.InteropServices;
using System.Text;
using Tmds.Linux;

namespace ContainerNet.Netlink.Protocol;

/// <summary>A socket of NETLINK_ROUTE. It belongs for ever to the namespace of the thread that opened it.</summary>
internal sealed unsafe class NetlinkSocket : INetlinkTransport
{
    /// <summary>A kernel that does not answer in this time has a defect; a pipeline must not hang on it.</summary>
    private const int TimeoutSeconds = 5;

    private readonly FileDescriptor _descriptor;

    private NetlinkSocket(FileDescriptor descriptor) => _descriptor = descriptor;

    internal FileDescriptor Descriptor => _descriptor;

    /// <exception cref="NetlinkException">A step fails.</exception>
    public static NetlinkSocket Open()
    {
        int number = LibC.socket(LibC.AF_NETLINK, LibC.SOCK_RAW | LibC.SOCK_CLOEXEC, SocketOption.Route);
        if (number < 0)
            throw SystemCalls.Failure("open a netlink socket");
        var socket = new NetlinkSocket(new FileDescriptor(number));
        try
        {
            socket.Prepare();
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private void Prepare()
    {
        RequireOption(SocketOption.CapAcknowledgement);

        // Only the text of errors is lost without it.
        Errno error = TrySetOption(LibC.SOL_NETLINK, SocketOption.ExtendedAcknowledgement, 1);
        if (error is not (Errno.None or Errno.ENOPROTOOPT))
            throw new NetlinkException(error, "ask for extended acknowledgements");
        RequireOption(SocketOption.StrictCheck);
        error = TrySetOption(LibC.SOL_SOCKET, LibC.SO_RCVTIMEO, new TimeValue { Seconds = TimeoutSeconds });
        if (error != Errno.None)
            throw new NetlinkException(error, "set the timeout of a netlink socket");
        Bind();
    }

    private void Bind()
    {
        using var held = new HeldDescriptor(_descriptor);
        var address = new SocketAddress { Family = (ushort)LibC.AF_NETLINK };
        if (LibC.bind(held.Number, (sockaddr*)&address, sizeof(SocketAddress)) != 0)
            throw SystemCalls.Failure("bind a netlink socket");
    }

    /// <summary>Makes the socket receive what the kernel tells a multicast group.</summary>
    /// <exception cref="NetlinkException">It cannot join.</exception>
    public void Join(int group)
    {
        Errno error = TrySetOption(LibC.SOL_NETLINK, SocketOption.AddMembership, group);
        if (error != Errno.None)
            throw new NetlinkException(error, $"join netlink group {group}");
    }

    public Errno Send(ReadOnlySpan<byte> datagram)
    {
        using var held = new HeldDescriptor(_descriptor);
        fixed (byte* start = datagram)
        {
            while (true)
            {
                if (LibC.send(held.Number, start, datagram.Length, 0) >= 0)
                    return Errno.None;
                Errno error = SystemCalls.LastError;
                if (error != Errno.EINTR)
                    return error;
            }
        }
    }

    public ReceivedDatagram Receive(Span<byte> buffer) => Receive(buffer, LibC.MSG_TRUNC);

    private ReceivedDatagram Receive(Span<byte> buffer, int flags)
    {
        using var held = new HeldDescriptor(_descriptor);
        fixed (byte* start = buffer)
        {
            while (true)
            {
                SocketAddress sender;
                socklen_t size = sizeof(SocketAddress);
                long length = LibC.recvfrom(
                    held.Number, start, buffer.Length, flags, (sockaddr*)&sender, &size);
                if (length >= 0)
                    return new ReceivedDatagram((int)length, sender.Port, Errno.None);
                Errno error = SystemCalls.LastError;
                if (error != Errno.EINTR)
                    return new ReceivedDatagram(0, 0, error);
            }
        }
    }

    public int IndexOf(string link)
    {
        using var held = new HeldDescriptor(_descriptor);
        var request = new InterfaceRequest();
        Encoding.UTF8.GetBytes(link, new Span<byte>(request.Name, InterfaceRequest.NameSize - 1));
        return LibC.ioctl(held.Number, InterfaceRequest.GetIndex, &request) == 0 ? request.Value : 0;
    }

    /// <summary>Makes groups tell of other namespaces as well.</summary>
    /// <exception cref="NetlinkException">It may not: EPERM without CAP_NET_BROADCAST.</exception>
    public void ListenToOthers()
    {
        Errno error = TrySetOption(LibC.SOL_NETLINK, SocketOption.ListenAllNamespaces, 1);
        if (error != Errno.None)
            throw new NetlinkException(error, "listen to other network namespaces");
    }

    /// <summary>
    /// Lets more events wait. Without CAP_NET_ADMIN only as many as the system allows (net.core.rmem_max).
    /// </summary>
    public void EnlargeBuffer(int bytes)
    {
        if (TrySetOption(LibC.SOL_SOCKET, LibC.SO_RCVBUFFORCE, bytes) != Errno.None)
            TrySetOption(LibC.SOL_SOCKET, LibC.SO_RCVBUF, bytes);
    }

    /// <summary>Takes a datagram that is there already; EAGAIN when there is none.</summary>
    public ReceivedDatagram TryReceive(Span<byte> buffer)
        => Receive(buffer, LibC.MSG_TRUNC | LibC.MSG_DONTWAIT);

    /// <summary>Waits for a datagram, and says where it comes from.</summary>
    /// <param name="buffer">Receives it.</param>
    /// <param name="namespaceId">The identifier of the namespace; null when it is the socket's own.</param>
    public ReceivedDatagram ReceiveEvent(Span<byte> buffer, out int? namespaceId)
    {
        using var held = new HeldDescriptor(_descriptor);
        ControlMessage control;
        SocketAddress sender;
        fixed (byte* start = buffer)
        {
            var part = new BufferPart { Start = start, Length = (nuint)buffer.Length };
            var message = new MessageParts
            {
                Name = &sender,
                NameLength = (uint)sizeof(SocketAddress),
                Parts = &part,
                PartCount = 1,
                Control = &control,
                ControlLength = (nuint)sizeof(ControlMessage),
            };
            nint length;
            do
                length = NativeMethods.ReceiveMessage(held.Number, &message, LibC.MSG_TRUNC);
            while (length < 0 && LastCallError == Errno.EINTR);
            namespaceId = length >= 0 && message.ControlLength >= ControlMessage.UsedSize && IsNamespace(control)
                ? control.Value
                : null;
            return length >= 0
                ? new ReceivedDatagram((int)length, sender.Port, Errno.None)
                : new ReceivedDatagram(0, 0, LastCallError);
        }
    }

    public void Dispose() => _descriptor.Dispose();

    private void RequireOption(int option)
    {
        Errno error = TrySetOption(LibC.SOL_NETLINK, option, 1);
        if (error != Errno.None)
            throw new NetlinkException(error, $"set netlink option {option} (this needs Linux 4.20)");
    }

    private Errno TrySetOption<T>(int level, int option, T value)
        where T : unmanaged
    {
        using var held = new HeldDescriptor(_descriptor);
        return LibC.setsockopt(held.Number, level, option, &value, sizeof(T)) == 0
            ? Errno.None
            : SystemCalls.LastError;
    }

    private static Errno LastCallError => (Errno)Marshal.GetLastPInvokeError();

    private static bool IsNamespace(in ControlMessage control)
        => control.Level == LibC.SOL_NETLINK && control.Type == SocketOption.ListenAllNamespaces;
}
