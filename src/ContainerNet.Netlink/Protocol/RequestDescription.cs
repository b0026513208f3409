namespace ContainerNet.Netlink.Protocol;

/// <summary>
/// Says what a request wants, from the bytes sent: only a request that failed pays for its description, and the
/// description cannot differ from what was asked.
/// </summary>
internal static class RequestDescription
{
    public static string Of(ReadOnlySpan<byte> request)
    {
        var reader = new MessageReader(request);
        if (!reader.MoveNext())
            return "do an unknown request";
        MessageHeader header = reader.Header;
        return header.Type switch
        {
            MessageType.NewLink or MessageType.DeleteLink => LinkRequests.Describe(header, reader.Payload),
            MessageType.NewAddress or MessageType.DeleteAddress => AddressRequests.Describe(header, reader.Payload),
            MessageType.NewRoute or MessageType.DeleteRoute => RouteRequests.Describe(header, reader.Payload),
            MessageType.NewNeighbour or MessageType.DeleteNeighbour
                => NeighbourRequests.Describe(header, reader.Payload),
            MessageType.NewRule or MessageType.DeleteRule => RuleRequests.Describe(header, reader.Payload),
            MessageType.NewQdisc or MessageType.DeleteQdisc or MessageType.NewFilter or MessageType.DeleteFilter
                => QdiscRequests.Describe(header, reader.Payload),
            MessageType.GetLink or MessageType.GetAddress or MessageType.GetRoute or MessageType.GetNeighbour
                or MessageType.GetRule or MessageType.GetQdisc or MessageType.GetFilter => OfQuestion(header),
            _ => $"do a request of type {header.Type}",
        };
    }

    /// <summary>What a request does with its object.</summary>
    public static string Verb(MessageHeader header)
    {
        if (header.Type is MessageType.DeleteAddress or MessageType.DeleteRoute or MessageType.DeleteNeighbour
            or MessageType.DeleteRule or MessageType.DeleteQdisc or MessageType.DeleteFilter)
        {
            return "delete";
        }

        return (header.Flags & MessageFlags.Replace) != 0 ? "replace" : "add";
    }

    private static string OfQuestion(MessageHeader header)
    {
        string what = AnswerDescription.ObjectOf(header.Type);
        return (header.Flags & MessageFlags.Dump) == MessageFlags.Dump ? $"list each {what}" : $"get a {what}";
    }
}
