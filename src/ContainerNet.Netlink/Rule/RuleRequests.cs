using System.Net;
using System.Net.Sockets;
using System.Text;
using ContainerNet.Netlink.Protocol;

namespace ContainerNet.Netlink;

/// <summary>Requests about rules, for a batch.</summary>
public static class RuleRequests
{
    /// <summary>Adds a rule. The same one, of the same protocol, fails with EEXIST.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="request">The rule.</param>
    /// <returns>The request's index.</returns>
    /// <exception cref="ArgumentException">The length or the table does not fit.</exception>
    public static int AddRule(this NetlinkBatch batch, in RuleRequest request)
        => Change(batch, MessageType.NewRule, MessageFlags.Add, in request);

    /// <summary>Deletes the first rule that matches. When none does, it fails with ENOENT.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="request">The rule.</param>
    /// <returns>The request's index.</returns>
    /// <exception cref="ArgumentException">The length or the table does not fit.</exception>
    public static int DeleteRule(this NetlinkBatch batch, in RuleRequest request)
        => Change(batch, MessageType.DeleteRule, MessageFlags.Request, in request);

    /// <summary>Says in words what a request about a rule wants.</summary>
    internal static string Describe(MessageHeader header, ReadOnlySpan<byte> payload)
    {
        RuleMessage message = MessageReader.ReadStructure<RuleMessage>(payload, out AttributeReader attributes);
        uint table = message.Table;
        var text = new StringBuilder();
        while (attributes.MoveNext())
        {
            switch (attributes.Type)
            {
                case RuleAttribute.Source:
                    text.Append(" from ").Append(attributes.ReadAddress()).Append('/').Append(message.SourceLength);
                    break;
                case RuleAttribute.Table:
                    table = attributes.ReadUInt32();
                    break;
            }
        }
        return $"{RequestDescription.Verb(header)} rule{text} to table {table}";
    }

    private static int Change(NetlinkBatch batch, ushort type, ushort flags, in RuleRequest request)
    {
        ArgumentNullException.ThrowIfNull(request.Source, nameof(request));
        AddressFamily family = request.Source.AddressFamily;
        RequestChecks.PrefixLength(request.SourceLength, family);
        if (request.Table == 0)
            throw new ArgumentException("A rule leads to a table.", nameof(request));
        var rule = new RuleMessage
        {
            Family = WireFamily.From(family),
            SourceLength = (byte)request.SourceLength,
            Table = request.Table <= byte.MaxValue ? (byte)request.Table : (byte)0,
            Action = RuleAttribute.ToTable,
        };
        AttributeWriter writer = batch.Begin(type, flags, in rule);
        writer.WriteAddress(RuleAttribute.Source, request.Source);
        writer.WriteUInt32(RuleAttribute.Priority, request.Priority);
        if (request.Table > byte.MaxValue)
            writer.WriteUInt32(RuleAttribute.Table, request.Table);
        if (request.Protocol != RouteProtocol.Unspecified)
            writer.WriteByte(RuleAttribute.Protocol, (byte)request.Protocol);
        return batch.End(in writer);
    }
}
