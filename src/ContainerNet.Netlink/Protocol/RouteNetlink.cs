using System.Diagnostics.CodeAnalysis;
using ContainerNet.Netlink.Protocol;

namespace ContainerNet.Netlink;

/// <summary>
/// A connection to the kernel's routing subsystem (rtnetlink) of one network namespace. It is asked by the methods of
/// <see cref="LinkQueries"/>, <see cref="AddressQueries"/>, <see cref="RouteQueries"/>, <see cref="RuleQueries"/>,
/// <see cref="NeighbourQueries"/> and <see cref="QdiscQueries"/>, and changes things by a <see cref="NetlinkBatch"/>.
/// Needs Linux 4.20.
/// </summary>
/// <remarks>
/// A question or an order takes microseconds and is done when the method returns. Not for several threads at once.
/// After an exception other than a refusal (a timeout, an answer of wrong form) open a new connection.
/// </remarks>
public sealed class RouteNetlink : IDisposable
{
    private readonly NetlinkConnection _connection;

    internal RouteNetlink(INetlinkTransport transport)
        => _connection = new NetlinkConnection(transport, (uint)Environment.TickCount);

    /// <summary>What the connection has done so far.</summary>
    public NetlinkCounters Counters => _connection.Counters;

    internal NetlinkConnection Connection => _connection;

    /// <summary>Opens a connection to the namespace of the calling thread.</summary>
    /// <exception cref="NetlinkException">The kernel refuses, or is older than Linux 4.20.</exception>
    public static RouteNetlink Open() => new(NetlinkSocket.Open());

    /// <summary>
    /// Opens a connection to a namespace. The socket is made on a thread that enters the namespace and ends; it belongs
    /// to the namespace from then on, and can be used by any thread.
    /// </summary>
    /// <param name="networkNamespace">The namespace; it may be disposed afterwards.</param>
    /// <exception cref="NetlinkException">The namespace cannot be entered, or the kernel refuses.</exception>
    /// <exception cref="ObjectDisposedException">The namespace is disposed.</exception>
    public static RouteNetlink Open(NetworkNamespace networkNamespace)
    {
        ArgumentNullException.ThrowIfNull(networkNamespace);
        return networkNamespace.Run(Open);
    }

    /// <summary>
    /// Opens connections to several namespaces with a single thread that visits one after the other: a thread costs ten
    /// times what a connection does.
    /// </summary>
    /// <param name="networkNamespaces">The namespaces; they may be disposed afterwards.</param>
    /// <returns>A connection for each, in the same order. When one fails, none is left open.</returns>
    /// <exception cref="NetlinkException">A namespace cannot be entered, or the kernel refuses.</exception>
    /// <exception cref="ObjectDisposedException">A namespace is disposed.</exception>
    public static IReadOnlyList<RouteNetlink> OpenAll(IReadOnlyList<NetworkNamespace> networkNamespaces)
    {
        ArgumentNullException.ThrowIfNull(networkNamespaces);
        return ThrowAwayThread.Run(() =>
        {
            var connections = new List<RouteNetlink>(networkNamespaces.Count);
            try
            {
                foreach (NetworkNamespace networkNamespace in networkNamespaces)
                {
                    SystemCalls.EnterNetwork(networkNamespace.Descriptor);
                    connections.Add(Open());
                }
                return connections;
            }
            catch
            {
                connections.ForEach(connection => connection.Dispose());
                throw;
            }
        });
    }

    /// <summary>Makes an empty batch. It can be sent by any connection.</summary>
    [SuppressMessage("Performance", "CA1822", Justification = "Asked of the connection that will send it.")]
    public NetlinkBatch CreateBatch() => new();

    /// <summary>
    /// Sends the requests of a batch, in order and in as few system calls as is good: 128 requests to a datagram, with
    /// one acknowledgement. A request that fails does not stop those after it.
    /// </summary>
    /// <param name="batch">The batch; it stays as it is and can be sent again.</param>
    /// <param name="cancellationToken">
    /// Checked between datagrams. What was sent before stays done; <see cref="NetlinkBatch.Answered"/> tells how much.
    /// </param>
    /// <returns>The requests that failed, in order; mostly none.</returns>
    /// <exception cref="NetlinkException">The kernel did not answer (ETIMEDOUT) or the socket failed.</exception>
    /// <exception cref="ObjectDisposedException">A namespace that a request names is disposed.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public IReadOnlyList<NetlinkFailure> Send(NetlinkBatch batch, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(batch);
        int held = 0;
        try
        {
            foreach (NetworkNamespace networkNamespace in batch.Namespaces)
            {
                bool added = false;
                networkNamespace.Descriptor.DangerousAddRef(ref added);
                held++;
            }
            return _connection.Send(batch, cancellationToken);
        }
        finally
        {
            for (int index = 0; index < held; index++)
                batch.Namespaces[index].Descriptor.DangerousRelease();
        }
    }

    /// <summary>
    /// Sends the requests of a batch and throws the first failure. The requests after it are sent as well.
    /// </summary>
    /// <param name="batch">The batch.</param>
    /// <exception cref="NetlinkException">A request failed, or the socket.</exception>
    /// <exception cref="ObjectDisposedException">A namespace that a request names is disposed.</exception>
    public void Execute(NetlinkBatch batch)
    {
        IReadOnlyList<NetlinkFailure> failures = Send(batch);
        if (failures.Count != 0)
            throw failures[0].Error;
    }

    /// <summary>Closes the socket.</summary>
    public void Dispose() => _connection.Dispose();

    /// <summary>
    /// Dumps one family after the other. Each is asked for by itself and its answers are checked for it: a kernel
    /// without IPv6 answers for all families it has, and "all families" shows those of multicast routing too.
    /// </summary>
    internal DumpLease Dump(Span<byte> question, ReadOnlySpan<byte> families, string operation)
    {
        DumpBuffer buffer = _connection.Rent();
        try
        {
            foreach (byte family in families)
            {
                question[MessageHeader.Size] = family;
                DumpFamily(question, family, buffer, operation);
            }
            return new DumpLease(buffer, _connection);
        }
        catch
        {
            _connection.Return(buffer);
            throw;
        }
    }

    private void DumpFamily(Span<byte> question, byte family, DumpBuffer buffer, string operation)
    {
        int start = buffer.Length;
        try
        {
            _connection.Dump(question, family, buffer, operation);
        }
        catch (NetlinkException exception) when (exception.Errno == Errno.ENOENT)
        {
            // Routes of a table that does not exist.
            buffer.Truncate(start);
        }
    }
}
