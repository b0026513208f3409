using System.Net;
using System.Text;
using ContainerNet.Netlink.Connection;
using ContainerNet.Netlink.Wire;

namespace ContainerNet.Netlink;

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
            MessageType.NewLink or MessageType.DeleteLink => OfLink(header, reader.Payload),
            MessageType.NewAddress or MessageType.DeleteAddress => OfAddress(header, reader.Payload),
            MessageType.NewRoute or MessageType.DeleteRoute => OfRoute(header, reader.Payload),
            MessageType.NewNeighbour or MessageType.DeleteNeighbour => OfNeighbour(header, reader.Payload),
            MessageType.NewQdisc or MessageType.DeleteQdisc or MessageType.NewClass or MessageType.NewFilter
                or MessageType.DeleteFilter => OfTraffic(header, reader.Payload),
            MessageType.GetLink or MessageType.GetAddress or MessageType.GetRoute or MessageType.GetNeighbour
                or MessageType.GetQdisc or MessageType.GetFilter => OfQuestion(header),
            _ => $"do a request of type {header.Type}",
        };
    }

    private static string OfQuestion(MessageHeader header)
    {
        string what = AnswerDescription.ObjectOf(header.Type);
        return (header.Flags & MessageFlags.Dump) == MessageFlags.Dump ? $"list each {what}" : $"get a {what}";
    }

    private static string OfLink(MessageHeader header, ReadOnlySpan<byte> payload)
    {
        LinkMessage link = MessageReader.ReadStructure<LinkMessage>(payload, out AttributeReader attributes);
        string? name = null;
        string kind = "link";
        uint? group = null;
        while (attributes.MoveNext())
        {
            if (attributes.Type == LinkAttribute.Name)
                name = attributes.ReadText();
            else if (attributes.Type == LinkAttribute.Group)
                group = attributes.ReadUInt32();
            else if (attributes.Type == LinkAttribute.LinkInfo)
                kind = KindIn(attributes.Nested) ?? kind;
        }
        if ((header.Flags & MessageFlags.Create) != 0 && header.Type == MessageType.NewLink)
            return $"create {kind} {name}";
        string verb = header.Type == MessageType.NewLink ? "change" : "delete";
        if (link.Index != 0)
            return $"{verb} link {link.Index}";
        return name is not null ? $"{verb} link {name}" : $"{verb} the links of group {group}";
    }

    private static string? KindIn(AttributeReader info)
    {
        while (info.MoveNext())
        {
            if (info.Type == LinkAttribute.InfoKind)
                return info.ReadText();
        }
        return null;
    }

    private static string OfAddress(MessageHeader header, ReadOnlySpan<byte> payload)
    {
        AddressMessage message = MessageReader.ReadStructure<AddressMessage>(payload, out AttributeReader attributes);
        IPAddress? address = null;
        while (attributes.MoveNext())
        {
            if (attributes.Type == AddressAttribute.Local)
                address = attributes.ReadAddress();
        }
        string preposition = header.Type == MessageType.NewAddress ? "to" : "from";
        return $"{Verb(header)} address {address}/{message.PrefixLength} {preposition} link {message.Index}";
    }

    private static string OfRoute(MessageHeader header, ReadOnlySpan<byte> payload)
    {
        RouteMessage message = MessageReader.ReadStructure<RouteMessage>(payload, out AttributeReader attributes);
        string destination = message.Family == WireFamily.Ipv6 ? "default (IPv6)" : "default";
        uint table = message.Table;
        var hop = new StringBuilder();
        while (attributes.MoveNext())
        {
            switch (attributes.Type)
            {
                case RouteAttribute.Destination:
                    destination = $"{attributes.ReadAddress()}/{message.DestinationLength}";
                    break;
                case RouteAttribute.Gateway:
                    hop.Append(" via ").Append(attributes.ReadAddress());
                    break;
                case RouteAttribute.OutputLink:
                    hop.Append(" on link ").Append(attributes.ReadUInt32());
                    break;
                case RouteAttribute.Table:
                    table = attributes.ReadUInt32();
                    break;
            }
        }
        if (table != Route.MainTable)
            hop.Append(" in table ").Append(table);
        return $"{Verb(header)} route {destination}{hop}";
    }

    private static string OfNeighbour(MessageHeader header, ReadOnlySpan<byte> payload)
    {
        NeighbourMessage message =
            MessageReader.ReadStructure<NeighbourMessage>(payload, out AttributeReader attributes);
        IPAddress? address = null;
        while (attributes.MoveNext())
        {
            if (attributes.Type == NeighbourAttribute.Destination)
                address = attributes.ReadAddress();
        }
        return $"{Verb(header)} neighbour {address} on link {message.Index}";
    }

    private static string OfTraffic(MessageHeader header, ReadOnlySpan<byte> payload)
    {
        TrafficMessage message = MessageReader.ReadStructure<TrafficMessage>(payload, out AttributeReader attributes);
        string kind = "";
        while (attributes.MoveNext())
        {
            if (attributes.Type == TrafficAttribute.Kind)
                kind = attributes.ReadText() + " ";
        }
        string what = header.Type switch
        {
            MessageType.NewFilter or MessageType.DeleteFilter => "filter",
            MessageType.NewClass => "class",
            _ => "discipline",
        };
        return $"{Verb(header)} {kind}{what} on link {message.Index}";
    }

    private static string Verb(MessageHeader header)
    {
        if (header.Type is MessageType.DeleteAddress or MessageType.DeleteRoute or MessageType.DeleteNeighbour
            or MessageType.DeleteQdisc or MessageType.DeleteFilter)
            return "delete";
        if ((header.Flags & MessageFlags.Replace) != 0)
            return "replace";
        return (header.Flags & MessageFlags.Append) != 0 ? "append" : "add";
    }
}
