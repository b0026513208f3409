namespace ContainerNet.Netlink.Protocol;

/// <summary>Carries datagrams to and from the kernel. Knows nothing of what is in them.</summary>
internal interface INetlinkTransport : IDisposable
{
    /// <summary>Hands a datagram to the kernel.</summary>
    /// <returns>The error, or <see cref="Errno.None"/>.</returns>
    Errno Send(ReadOnlySpan<byte> datagram);

    /// <summary>Waits for a datagram, for as long as the timeout allows.</summary>
    ReceivedDatagram Receive(Span<byte> buffer);

    /// <summary>
    /// The index of a link in the socket's namespace, asked without a datagram; 0 when it has none of the name.
    /// </summary>
    int IndexOf(string link);
}
