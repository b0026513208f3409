namespace ContainerNet.Netlink.Protocol;

/// <summary>What <see cref="INetlinkTransport.Receive"/> received.</summary>
/// <param name="Length">The datagram's whole length; when the buffer was shorter, the rest is lost.</param>
/// <param name="SenderPort">The sender's port; only the kernel has 0.</param>
/// <param name="Error">
/// <see cref="Errno.EAGAIN"/> when the time was up, <see cref="Errno.ENOBUFS"/> when the kernel had to drop something.
/// </param>
internal readonly record struct ReceivedDatagram(int Length, uint SenderPort, Errno Error);
