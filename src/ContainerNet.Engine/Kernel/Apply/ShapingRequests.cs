using ContainerNet.Engine.Kernel.Plan;
using ContainerNet.Netlink;

namespace ContainerNet.Engine.Kernel.Apply;

/// <summary>Steps of traffic control as netlink requests.</summary>
internal static class ShapingRequests
{
    /// <summary>Appends a step.</summary>
    /// <param name="batch">The host's requests.</param>
    /// <param name="op">The step.</param>
    /// <param name="index">The index of its link.</param>
    /// <param name="target">Of a redirection, the index of the ifb.</param>
    /// <param name="kinds">What the kernel has.</param>
    public static void Append(NetlinkBatch batch, TrafficOp op, int index, int target, ShapingKinds kinds)
    {
        switch (op)
        {
            case SetRate rate:
                AppendRate(batch, rate, index, kinds);
                break;
            case ClearRate:
                batch.DeleteRootQdisc(index);
                break;
            case AddIngress:
                batch.AddIngress(index);
                break;
            case RemoveIngress:
                batch.DeleteIngress(index);
                break;
            case Redirect:
                batch.AddRedirect(new RedirectRequest
                {
                    LinkIndex = index,
                    TargetIndex = target,
                    Preference = Redirect.Preference,
                    Classifier = kinds.MatchAll ? MatchEverything.MatchAll : MatchEverything.U32,
                });
                break;
            case RemoveRedirect:
                batch.DeleteIngressFilters(index, Redirect.Preference);
                break;
            default:
                throw new ArgumentException($"No request for {op.GetType().Name}.", nameof(op));
        }
    }

    private static void AppendRate(NetlinkBatch batch, SetRate op, int index, ShapingKinds kinds)
    {
        var bucket = TokenBucket.Of(op.Rate, op.Mtu);
        if (kinds.Cake)
        {
            batch.ReplaceCake(new CakeRequest
            {
                LinkIndex = index,
                BytesPerSecond = bucket.BytesPerSecond,
                BestEffort = op.Upload,
            });
            return;
        }

        batch.ReplaceTokenBucket(new TokenBucketRequest
        {
            LinkIndex = index,
            BytesPerSecond = bucket.BytesPerSecond,
            Burst = bucket.Burst,
            Limit = bucket.Limit,
        });
    }
}
