using ContainerNet.Netlink.Protocol;

namespace ContainerNet.Netlink;

/// <summary>
/// Requests about what comes in at a link, for a batch: the discipline "ingress", and filters that redirect.
/// </summary>
public static class IngressRequests
{
    /// <summary>
    /// Gives a link the place where filters see what comes in. Refused with EEXIST when it has one, also of the kind
    /// "clsact".
    /// </summary>
    /// <param name="batch">The batch.</param>
    /// <param name="linkIndex">The index of the link.</param>
    /// <returns>The request's index.</returns>
    /// <exception cref="ArgumentException">The index is not positive.</exception>
    public static int AddIngress(this NetlinkBatch batch, int linkIndex)
        => ChangeIngress(batch, linkIndex, MessageType.NewQdisc, MessageFlags.Add);

    /// <summary>
    /// Takes the discipline "ingress" away, and all its filters with it. Refused with ENOENT when there is none, and
    /// with EINVAL when it is of the kind "clsact".
    /// </summary>
    /// <param name="batch">The batch.</param>
    /// <param name="linkIndex">The index of the link.</param>
    /// <returns>The request's index.</returns>
    /// <exception cref="ArgumentException">The index is not positive.</exception>
    public static int DeleteIngress(this NetlinkBatch batch, int linkIndex)
        => ChangeIngress(batch, linkIndex, MessageType.DeleteQdisc, MessageFlags.Request);

    /// <summary>
    /// Adds a filter that redirects whatever comes in. A kernel without the classifier or the action refuses with
    /// ENOENT.
    /// </summary>
    /// <param name="batch">The batch.</param>
    /// <param name="request">The filter.</param>
    /// <returns>The request's index.</returns>
    /// <exception cref="ArgumentException">An index is not positive, or the preference is 0.</exception>
    public static int AddRedirect(this NetlinkBatch batch, in RedirectRequest request)
    {
        RequestChecks.LinkIndex(request.TargetIndex);
        bool matchAll = request.Classifier == MatchEverything.MatchAll;
        TrafficMessage message = OfFilters(request.LinkIndex, request.Preference);
        AttributeWriter writer = batch.Begin(MessageType.NewFilter, MessageFlags.Add, in message);
        writer.WriteBytes(TrafficAttribute.Kind, matchAll ? "matchall"u8 : "u32"u8);
        int options = writer.BeginNested(TrafficAttribute.Options);
        if (!matchAll)
        {
            writer.WriteStructure(
                TrafficAttribute.U32Selector, new U32Selector { Flags = TrafficAttribute.U32Terminal, Keys = 1 });
        }
        int actions = writer.BeginNested(
            matchAll ? TrafficAttribute.MatchAllActions : TrafficAttribute.U32Actions);
        WriteRedirect(ref writer, request.TargetIndex);
        writer.EndNested(actions);
        writer.EndNested(options);
        return batch.End(in writer);
    }

    /// <summary>Deletes the filters of a preference on what comes in. Refused with ENOENT when there is none.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="linkIndex">The index of the link.</param>
    /// <param name="preference">The preference.</param>
    /// <returns>The request's index.</returns>
    /// <exception cref="ArgumentException">The index is not positive, or the preference is 0.</exception>
    public static int DeleteIngressFilters(this NetlinkBatch batch, int linkIndex, ushort preference)
    {
        TrafficMessage message = OfFilters(linkIndex, preference);
        return batch.End(batch.Begin(MessageType.DeleteFilter, MessageFlags.Request, in message));
    }

    private static void WriteRedirect(ref AttributeWriter writer, int target)
    {
        int first = writer.BeginNested(TrafficAttribute.FirstAction);
        writer.WriteBytes(TrafficAttribute.ActionKind, "mirred"u8);
        int options = writer.BeginNested(TrafficAttribute.ActionOptions);
        writer.WriteStructure(TrafficAttribute.MirredParameters, new MirredParameters
        {
            Action = TrafficAttribute.Stolen,
            EgressAction = TrafficAttribute.EgressRedirect,
            LinkIndex = (uint)target,
        });
        writer.EndNested(options);
        writer.EndNested(first);
    }

    private static int ChangeIngress(NetlinkBatch batch, int linkIndex, ushort type, ushort flags)
    {
        RequestChecks.LinkIndex(linkIndex);
        var message = new TrafficMessage
        {
            Index = linkIndex,
            Handle = TrafficAttribute.IngressHandle,
            Parent = TrafficAttribute.Ingress,
        };
        AttributeWriter writer = batch.Begin(type, flags, in message);
        writer.WriteBytes(TrafficAttribute.Kind, "ingress"u8);
        return batch.End(in writer);
    }

    private static TrafficMessage OfFilters(int linkIndex, ushort preference)
    {
        RequestChecks.LinkIndex(linkIndex);
        if (preference == 0)
            throw new ArgumentException("A preference is positive.", nameof(preference));
        return new TrafficMessage
        {
            Index = linkIndex,
            Parent = TrafficAttribute.IngressFilters,
            Info = ((uint)preference << 16) | TrafficAttribute.AllProtocols,
        };
    }
}
