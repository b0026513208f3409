using ContainerNet.Netlink.Wire;

namespace ContainerNet.Netlink;

/// <content>Queueing disciplines at the root, which shape what a link sends.</content>
public sealed partial class NetlinkBatch
{
    /// <summary>The handle and the one class of htb: 1: and 1:1.</summary>
    private const uint HtbHandle = 0x10000;
    private const uint HtbClass = 0x10001;

    /// <summary>
    /// PSCHED_SHIFT of net/pkt_sched.h: traffic control counts time in ticks of 64 nanoseconds.
    /// </summary>
    private const int TickShift = 6;

    /// <summary>
    /// Puts cake at the root, or changes the rate of one that is there; another discipline goes. A kernel without it
    /// refuses with ENOENT.
    /// </summary>
    /// <param name="request">The discipline.</param>
    /// <returns>The request's index.</returns>
    /// <exception cref="ArgumentException">The index or the rate is not positive.</exception>
    public int ReplaceCake(in CakeRequest request)
    {
        RequireRate(request.LinkIndex, request.BytesPerSecond);
        AttributeWriter writer = BeginRoot(request.LinkIndex, 0, AddOrReplace, "cake"u8);
        int options = writer.BeginNested(TrafficAttribute.Options);
        writer.WriteUInt64(TrafficAttribute.CakeRate64, request.BytesPerSecond);
        if (request.BestEffort)
            writer.WriteUInt32(TrafficAttribute.CakeDiffServ, TrafficAttribute.CakeBestEffort);
        writer.EndNested(options);
        return End(in writer);
    }

    /// <summary>Puts tbf at the root, or changes one that is there in its place; another discipline goes.</summary>
    /// <param name="request">The discipline.</param>
    /// <returns>The request's index.</returns>
    /// <exception cref="ArgumentException">The index or the rate is not positive.</exception>
    public int ReplaceTokenBucket(in TokenBucketRequest request)
    {
        RequireRate(request.LinkIndex, request.BytesPerSecond);
        AttributeWriter writer = BeginRoot(request.LinkIndex, 0, AddOrReplace, "tbf"u8);
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
        return End(in writer);
    }

    /// <summary>
    /// Puts htb with its class at the root; another discipline goes, and one of these is made anew. Two requests: when
    /// the first is refused, so is the second.
    /// </summary>
    /// <param name="request">The discipline.</param>
    /// <returns>The index of the second request.</returns>
    /// <exception cref="ArgumentException">The index or the rate is not positive.</exception>
    public int ReplaceHtb(in HtbRequest request)
    {
        RequireRate(request.LinkIndex, request.BytesPerSecond);
        AttributeWriter writer = BeginRoot(
            request.LinkIndex, HtbHandle, AddOrReplace | MessageFlags.Exclusive, "htb"u8);
        int options = writer.BeginNested(TrafficAttribute.Options);
        writer.WriteStructure(TrafficAttribute.HtbInit, new HtbInit
        {
            Version = TrafficAttribute.HtbVersion,
            RateToQuantum = 10,
            DefaultClass = HtbClass & 0xffff,
        });
        writer.EndNested(options);
        End(in writer);
        return AddHtbClass(in request);
    }

    /// <summary>
    /// Takes the discipline away from the root; the kernel's default comes back. Refused with ENOENT when there was
    /// none.
    /// </summary>
    /// <param name="linkIndex">The index of the link.</param>
    /// <returns>The request's index.</returns>
    /// <exception cref="ArgumentException">The index is not positive.</exception>
    public int DeleteRootQdisc(int linkIndex)
    {
        RequirePositive(linkIndex);
        var message = new TrafficMessage { Index = linkIndex, Parent = TrafficAttribute.Root };
        return End(Begin(MessageType.DeleteQdisc, MessageFlags.Request, in message));
    }

    private int AddHtbClass(in HtbRequest request)
    {
        var message = new TrafficMessage { Index = request.LinkIndex, Handle = HtbClass, Parent = HtbHandle };
        AttributeWriter writer = Begin(MessageType.NewClass, Add, in message);
        writer.WriteBytes(TrafficAttribute.Kind, "htb"u8);
        int options = writer.BeginNested(TrafficAttribute.Options);
        RateSpecification rate = RateSpecification.Of(request.BytesPerSecond);
        uint buffer = Ticks(request.Burst, request.BytesPerSecond);
        writer.WriteStructure(
            TrafficAttribute.HtbParameters,
            new HtbParameters { Rate = rate, Ceil = rate, Buffer = buffer, CeilBuffer = buffer });
        if (request.BytesPerSecond >= uint.MaxValue)
        {
            writer.WriteUInt64(TrafficAttribute.HtbRate64, request.BytesPerSecond);
            writer.WriteUInt64(TrafficAttribute.HtbCeil64, request.BytesPerSecond);
        }
        writer.EndNested(options);
        return End(in writer);
    }

    private AttributeWriter BeginRoot(int linkIndex, uint handle, ushort flags, ReadOnlySpan<byte> kind)
    {
        var message = new TrafficMessage { Index = linkIndex, Handle = handle, Parent = TrafficAttribute.Root };
        AttributeWriter writer = Begin(MessageType.NewQdisc, flags, in message);
        writer.WriteBytes(TrafficAttribute.Kind, kind);
        return writer;
    }

    private static uint Ticks(uint bytes, ulong bytesPerSecond)
        => (uint)Math.Min((bytes * 1_000_000_000ul / bytesPerSecond) >> TickShift, uint.MaxValue);

    private static void RequireRate(int linkIndex, ulong bytesPerSecond)
    {
        RequirePositive(linkIndex);
        if (bytesPerSecond == 0)
            throw new ArgumentException("A rate is positive.", nameof(bytesPerSecond));
    }
}
