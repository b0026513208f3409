using ContainerNet.Netlink.Protocol;

namespace ContainerNet.Netlink;

/// <summary>Questions about queueing disciplines and filters.</summary>
public static class QdiscQueries
{
    /// <summary>Lists the queueing disciplines of all links, without defaults that nobody asked for.</summary>
    /// <param name="netlink">The connection.</param>
    /// <exception cref="NetlinkException">The kernel refuses or does not answer.</exception>
    public static IReadOnlyList<Qdisc> GetQdiscs(this RouteNetlink netlink)
    {
        Span<byte> request = stackalloc byte[Question.Size];
        AttributeWriter writer = Question.Begin(
            request, MessageType.GetQdisc, MessageFlags.List, default(TrafficMessage));
        var qdiscs = new List<Qdisc>();
        using DumpLease lease = netlink.Dump(
            Question.End(request, in writer), [WireFamily.Unspecified], "list queueing disciplines");
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
    /// <param name="netlink">The connection.</param>
    /// <param name="linkIndex">The index of the link.</param>
    /// <returns>The discipline, or null when there is only the kernel's default, or no such link.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The index is not positive.</exception>
    /// <exception cref="NetlinkException">The kernel refuses or does not answer.</exception>
    public static Qdisc? GetRootQdisc(this RouteNetlink netlink, int linkIndex)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(linkIndex);
        Span<byte> request = stackalloc byte[Question.Size];

        // The kernel tells it to listeners, and to us as an echo of that. It does not show a default one, and is
        // silent about it unless an acknowledgement is asked for.
        AttributeWriter writer = Question.Begin(
            request, MessageType.GetQdisc, MessageFlags.Request | MessageFlags.Echo | MessageFlags.Acknowledge,
            new TrafficMessage { Index = linkIndex, Parent = TrafficAttribute.Root });
        DumpBuffer buffer = netlink.Connection.Rent();
        try
        {
            ReadOnlySpan<byte> answer = netlink.Connection.Query(
                Question.End(request, in writer), MessageType.NewQdisc, buffer, $"get the root of link {linkIndex}");
            return !answer.IsEmpty && QdiscReader.Read(answer) is { Handle: not 0 } qdisc ? qdisc : null;
        }
        catch (NetlinkException exception) when (exception.Errno is Errno.ENOENT or Errno.EINVAL)
        {
            // EINVAL: newer kernels say so of a default one.
            return null;
        }
        finally
        {
            netlink.Connection.Return(buffer);
        }
    }

    /// <summary>Lists where filters on what comes in at a link redirect to: indexes of links, in order.</summary>
    /// <param name="netlink">The connection.</param>
    /// <param name="linkIndex">The index of the link.</param>
    /// <returns>The indexes; none when there is no such link or filter.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The index is not positive.</exception>
    /// <exception cref="NetlinkException">The kernel refuses or does not answer.</exception>
    public static IReadOnlyList<int> GetIngressRedirects(this RouteNetlink netlink, int linkIndex)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(linkIndex);
        Span<byte> request = stackalloc byte[Question.Size];
        var message = new TrafficMessage { Index = linkIndex, Parent = TrafficAttribute.IngressFilters };
        AttributeWriter writer = Question.Begin(request, MessageType.GetFilter, MessageFlags.List, in message);
        var targets = new List<int>();
        using DumpLease lease = netlink.Dump(
            Question.End(request, in writer), [WireFamily.Unspecified], "list filters");
        var reader = new MessageReader(lease.Messages);
        while (reader.MoveNext(MessageType.NewFilter))
        {
            int target = QdiscReader.ReadRedirect(reader.Payload);
            if (target != 0)
                targets.Add(target);
        }
        return targets;
    }
}
