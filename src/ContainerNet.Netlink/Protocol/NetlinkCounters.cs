namespace ContainerNet.Netlink;

/// <summary>What a connection has done so far.</summary>
/// <param name="DatagramsSent">Datagrams handed to the kernel: one system call each.</param>
/// <param name="DatagramsReceived">Datagrams received from the kernel: one system call each.</param>
/// <param name="Requests">Netlink messages in the datagrams sent.</param>
public readonly record struct NetlinkCounters(long DatagramsSent, long DatagramsReceived, long Requests);
