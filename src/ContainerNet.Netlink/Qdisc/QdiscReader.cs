using ContainerNet.Netlink.Protocol;

namespace ContainerNet.Netlink;

/// <summary>Reads messages about queueing disciplines and filters.</summary>
internal static class QdiscReader
{
    /// <exception cref="NetlinkFormatException">The message does not have the form it must have.</exception>
    public static Qdisc Read(ReadOnlySpan<byte> message)
    {
        TrafficMessage header = MessageReader.ReadStructure<TrafficMessage>(message, out AttributeReader attributes);
        string kind = "";
        AttributeReader options = default;
        while (attributes.MoveNext())
        {
            if (attributes.Type == TrafficAttribute.Kind)
                kind = attributes.ReadText();
            else if (attributes.Type == TrafficAttribute.Options)
                options = attributes.Nested;
        }
        var qdisc = new Qdisc
        {
            LinkIndex = header.Index,
            Kind = kind,
            Handle = header.Handle,
            IsRoot = header.Parent == TrafficAttribute.Root,
        };
        return kind switch
        {
            "cake" => ReadCake(qdisc, options),
            "tbf" => ReadBucket(qdisc, options),
            _ => qdisc,
        };
    }

    /// <summary>Where a filter redirects packets to: the index of a link, or 0.</summary>
    /// <exception cref="NetlinkFormatException">The message does not have the form it must have.</exception>
    public static int ReadRedirect(ReadOnlySpan<byte> message)
    {
        MessageReader.ReadStructure<TrafficMessage>(message, out AttributeReader attributes);
        ushort actions = 0;
        while (attributes.MoveNext())
        {
            if (attributes.Type == TrafficAttribute.Kind)
                actions = ActionsOf(attributes.ReadTextBytes());
            else if (attributes.Type == TrafficAttribute.Options && actions != 0)
                return Find(attributes.Nested, actions, out AttributeReader list) ? TargetOf(list) : 0;
        }
        return 0;
    }

    private static ushort ActionsOf(ReadOnlySpan<byte> classifier)
    {
        if (classifier.SequenceEqual("u32"u8))
            return TrafficAttribute.U32Actions;
        return classifier.SequenceEqual("matchall"u8) ? TrafficAttribute.MatchAllActions : (ushort)0;
    }

    private static int TargetOf(AttributeReader actions)
    {
        while (actions.MoveNext())
        {
            bool redirects = Find(actions.Nested, TrafficAttribute.ActionOptions, out AttributeReader options)
                && Find(actions.Nested, TrafficAttribute.ActionKind, out _, "mirred"u8);
            while (redirects && options.MoveNext())
            {
                if (options.Type != TrafficAttribute.MirredParameters)
                    continue;
                MirredParameters parameters = options.ReadStructure<MirredParameters>();
                if (parameters.EgressAction == TrafficAttribute.EgressRedirect)
                    return (int)parameters.LinkIndex;
            }
        }
        return 0;
    }

    private static bool Find(
        AttributeReader attributes, ushort type, out AttributeReader nested, ReadOnlySpan<byte> text = default)
    {
        nested = default;
        while (attributes.MoveNext())
        {
            if (attributes.Type != type)
                continue;
            if (!text.IsEmpty)
                return attributes.ReadTextBytes().SequenceEqual(text);
            nested = attributes.Nested;
            return true;
        }
        return false;
    }

    private static Qdisc ReadCake(Qdisc qdisc, AttributeReader options)
    {
        ulong rate = 0;
        bool bestEffort = false;
        while (options.MoveNext())
        {
            if (options.Type == TrafficAttribute.CakeRate64)
                rate = options.ReadUInt64();
            else if (options.Type == TrafficAttribute.CakeDiffServ)
                bestEffort = options.ReadUInt32() == TrafficAttribute.CakeBestEffort;
        }
        return qdisc with { BytesPerSecond = rate == 0 ? null : rate, IsBestEffort = bestEffort };
    }

    private static Qdisc ReadBucket(Qdisc qdisc, AttributeReader options)
    {
        BucketParameters parameters = default;
        ulong rate = 0;
        while (options.MoveNext())
        {
            if (options.Type == TrafficAttribute.BucketParameters)
                parameters = options.ReadStructure<BucketParameters>();
            else if (options.Type == TrafficAttribute.BucketRate64)
                rate = options.ReadUInt64();
        }
        return qdisc with
        {
            BytesPerSecond = rate != 0 ? rate : parameters.Rate.Rate,
            Limit = parameters.Limit,
        };
    }
}
