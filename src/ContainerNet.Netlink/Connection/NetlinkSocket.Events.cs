using System.Runtime.InteropServices;
using ContainerNet.Netlink.Interop;
using ContainerNet.Netlink.Wire;
using Tmds.Linux;

namespace ContainerNet.Netlink.Connection;

/// <content>Events of multicast groups.</content>
internal sealed unsafe partial class NetlinkSocket
{
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

    private static Errno LastCallError => (Errno)Marshal.GetLastPInvokeError();

    private static bool IsNamespace(in ControlMessage control)
        => control.Level == LibC.SOL_NETLINK && control.Type == SocketOption.ListenAllNamespaces;
}
