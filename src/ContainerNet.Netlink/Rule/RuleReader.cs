using System.Net;
using ContainerNet.Netlink.Protocol;

namespace ContainerNet.Netlink;

internal static class RuleReader
{
    private const uint NeverSuppress = uint.MaxValue;

    /// <returns>The rule; null for one that is not of IPv4 or IPv6.</returns>
    /// <exception cref="NetlinkFormatException">A length does not fit.</exception>
    public static RoutingRule? Read(ReadOnlySpan<byte> message)
    {
        RuleMessage header = MessageReader.ReadStructure<RuleMessage>(message, out AttributeReader attributes);
        if (header.Family is not (WireFamily.Ipv4 or WireFamily.Ipv6))
            return null;
        bool plain = header is
        {
            Action: RuleAttribute.ToTable, DestinationLength: 0, TypeOfService: 0, Flags: 0,
        };
        IPAddress? source = null;
        uint table = header.Table;
        uint priority = 0;
        byte protocol = 0;
        while (attributes.MoveNext())
        {
            switch (attributes.Type)
            {
                case RuleAttribute.Source: source = attributes.ReadAddress(); break;
                case RuleAttribute.Priority: priority = attributes.ReadUInt32(); break;
                case RuleAttribute.Table: table = attributes.ReadUInt32(); break;
                case RuleAttribute.Protocol: protocol = attributes.ReadByte(); break;
                case RuleAttribute.SuppressPrefixLength: plain &= attributes.ReadUInt32() == NeverSuppress; break;

                // A mark, a link, a range of users or ports; whatever a newer kernel knows narrows the rule too.
                default: plain = false; break;
            }
        }
        return new RoutingRule
        {
            Family = WireFamily.ToManaged(header.Family),
            Source = source,
            SourceLength = header.SourceLength,
            Table = table,
            Priority = priority,
            Protocol = (RouteProtocol)protocol,
            IsPlain = plain,
        };
    }
}
