using ContainerNet.Netlink.Protocol;

namespace ContainerNet.Netlink;

/// <summary>Requests about queueing disciplines at the root, which shape what a link sends, for a batch.</summary>
public static class QdiscRequests
{
    /// <summary>
    /// Puts cake at the root, or changes the rate of one that is there; another discipline goes. A kernel without it
    /// refuses with ENOENT.
    /// </summary>
    /// <param name="batch">The batch.</param>
    /// <param name="request">The discipline.</param>
    /// <returns>The request's index.</returns>
    /// <exception cref="ArgumentException">The index or the rate is not positive.</exception>
    public static int ReplaceCake(this NetlinkBatch batch, in CakeRequest request)
    {
        RequireRate(request.LinkIndex, request.BytesPerSecond);
        AttributeWriter writer = BeginRoot(batch, request.LinkIndex, "cake"u8);
        int options = writer.BeginNested(TrafficAttribute.Options);
        writer.WriteUInt64(TrafficAttribute.CakeRate64, request.BytesPerSecond);
        if (request.BestEffort)
            writer.WriteUInt32(TrafficAttribute.CakeDiffServ, TrafficAttribute.CakeBestEffort);
        writer.EndNested(options);
        return batch.End(in writer);
    }

    /// <summary>Puts tbf at the root, or changes one that is there in its place; another discipline goes.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="request">The discipline.</param>
    /// <returns>The request's index.</returns>
    /// <exception cref="ArgumentException">The index or the rate is not positive.</exception>
    public static int ReplaceTokenBucket(this NetlinkBatch batch, in TokenBucketRequest request)
    {
        RequireRate(request.LinkIndex, request.BytesPerSecond);
        AttributeWriter writer = BeginRoot(batch, request.LinkIndex, "tbf"u8);
        int options = writer.BeginNested(TrafficAttribute.Options);
        writer.WriteStructure(TrafficAttribute.BucketParameters, new BucketParameters
        {
            Rate = RateSpecification.Of(request.BytesPerSecond),
            Limit = request.Limit,
        });
        writer.WriteUInt32(TrafficAttribute.BucketBurst, request.Burst);
        if (request.BytesPerSecond >= uint.MaxValue)
            writer.WriteUInt64(TrafficAttribute.BucketRate64, request.BytesPerSecond);
        writer.EndNested(options);
        return batch.End(in writer);
    }

    /// <summary>
    /// Takes the discipline away from the root; the kernel's default comes back. Refused with ENOENT when there was
    /// none.
    /// </summary>
    /// <param name="batch">The batch.</param>
    /// <param name="linkIndex">The index of the link.</param>
    /// <returns>The request's index.</returns>
    /// <exception cref="ArgumentException">The index is not positive.</exception>
    public static int DeleteRootQdisc(this NetlinkBatch batch, int linkIndex)
    {
        RequestChecks.LinkIndex(linkIndex);
        var message = new TrafficMessage { Index = linkIndex, Parent = TrafficAttribute.Root };
        return batch.End(batch.Begin(MessageType.DeleteQdisc, MessageFlags.Request, in message));
    }

    /// <summary>Says in words what a request about a discipline or a filter wants.</summary>
    internal static string Describe(MessageHeader header, ReadOnlySpan<byte> payload)
    {
        TrafficMessage message = MessageReader.ReadStructure<TrafficMessage>(payload, out AttributeReader attributes);
        string kind = "";
        while (attributes.MoveNext())
        {
            if (attributes.Type == TrafficAttribute.Kind)
                kind = attributes.ReadText() + " ";
        }
        string what = header.Type is MessageType.NewFilter or MessageType.DeleteFilter ? "filter" : "discipline";
        return $"{RequestDescription.Verb(header)} {kind}{what} on link {message.Index}";
    }

    private static AttributeWriter BeginRoot(NetlinkBatch batch, int linkIndex, ReadOnlySpan<byte> kind)
    {
        var message = new TrafficMessage { Index = linkIndex, Parent = TrafficAttribute.Root };
        AttributeWriter writer = batch.Begin(MessageType.NewQdisc, MessageFlags.AddOrReplace, in message);
        writer.WriteBytes(TrafficAttribute.Kind, kind);
        return writer;
    }

    private static void RequireRate(int linkIndex, ulong bytesPerSecond)
    {
        RequestChecks.LinkIndex(linkIndex);
        if (bytesPerSecond == 0)
            throw new ArgumentException("A rate is positive.", nameof(bytesPerSecond));
    }
}
