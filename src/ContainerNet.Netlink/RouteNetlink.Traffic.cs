using ContainerNet.Netlink.Connection;
using ContainerNet.Netlink.Wire;

namespace ContainerNet.Netlink;

/// <content>Traffic control.</content>
public sealed partial class RouteNetlink
{
    /// <summary>Lists the queueing disciplines of all links, without defaults that nobody asked for.</summary>
    /// <exception cref="NetlinkException">The kernel refuses or does not answer.</exception>
    public IReadOnlyList<Qdisc> GetQdiscs()
    {
        Span<byte> request = stackalloc byte[RequestSize];
        AttributeWriter writer = BeginRequest(request, MessageType.GetQdisc, DumpFlags, default(TrafficMessage));
        var qdiscs = new List<Qdisc>();
        using DumpLease lease = Dump(
            EndRequest(request, in writer), [WireFamily.Unspecified], "list queueing disciplines");
        var reader = new MessageReader(lease.Messages);
        while (reader.MoveNext(MessageType.NewQdisc))
        {
            Qdisc qdisc = QdiscReader.Read(reader.Payload);
            if (qdisc.Handle != 0)
                qdiscs.Add(qdisc);
        }
        return qdiscs;
    }

    /// <summary>Finds the queueing discipline at the root of a link, without asking for those of all links.</summary>
    /// <param name="linkIndex">The index of the link.</param>
    /// <returns>The discipline, or null when there is only the kernel's default, or no such link.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The index is not positive.</exception>
    /// <exception cref="NetlinkException">The kernel refuses or does not answer.</exception>
    public Qdisc? GetRootQdisc(int linkIndex) => GetQdisc(linkIndex, TrafficAttribute.Root);

    /// <summary>Finds the discipline that sees what comes in at a link: "ingress" or "clsact".</summary>
    /// <param name="linkIndex">The index of the link.</param>
    /// <returns>The discipline, or null when there is none, or no such link.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The index is not positive.</exception>
    /// <exception cref="NetlinkException">The kernel refuses or does not answer.</exception>
    public Qdisc? GetIngressQdisc(int linkIndex) => GetQdisc(linkIndex, TrafficAttribute.Ingress);

    /// <summary>Lists where filters on what comes in at a link redirect packets to: indexes of links, in order.</summary>
    /// <param name="linkIndex">The index of the link.</param>
    /// <returns>The indexes; none when there is no such link or filter.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The index is not positive.</exception>
    /// <exception cref="NetlinkException">The kernel refuses or does not answer.</exception>
    public IReadOnlyList<int> GetIngressRedirects(int linkIndex)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(linkIndex);
        Span<byte> request = stackalloc byte[RequestSize];
        var message = new TrafficMessage { Index = linkIndex, Parent = TrafficAttribute.IngressFilters };
        AttributeWriter writer = BeginRequest(request, MessageType.GetFilter, DumpFlags, in message);
        var targets = new List<int>();
        using DumpLease lease = Dump(EndRequest(request, in writer), [WireFamily.Unspecified], "list filters");
        var reader = new MessageReader(lease.Messages);
        while (reader.MoveNext(MessageType.NewFilter))
        {
            int target = QdiscReader.ReadRedirect(reader.Payload);
            if (target != 0)
                targets.Add(target);
        }
        return targets;
    }

    private Qdisc? GetQdisc(int linkIndex, uint parent)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(linkIndex);
        Span<byte> request = stackalloc byte[RequestSize];

        // The kernel tells it to listeners, and to us as an echo of that. It does not show a default one, and is
        // silent about it unless an acknowledgement is asked for.
        AttributeWriter writer = BeginRequest(
            request, MessageType.GetQdisc, MessageFlags.Request | MessageFlags.Echo | MessageFlags.Acknowledge,
            new TrafficMessage { Index = linkIndex, Parent = parent });
        DumpBuffer buffer = _connection.Rent();
        try
        {
            ReadOnlySpan<byte> answer = _connection.Query(
                EndRequest(request, in writer), MessageType.NewQdisc, buffer, $"get a discipline of link {linkIndex}");
            return !answer.IsEmpty && QdiscReader.Read(answer) is { Handle: not 0 } qdisc ? qdisc : null;
        }
        catch (NetlinkException exception) when (exception.Errno is Errno.ENOENT or Errno.EINVAL)
        {
            // EINVAL: newer kernels say so of a default one.
            return null;
        }
        finally
        {
            _connection.Return(buffer);
        }
    }
}
