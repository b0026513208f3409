using System.Net.Sockets;
using ContainerNet.Netlink.Protocol;

namespace ContainerNet.Netlink;

/// <summary>Questions about rules.</summary>
public static class RuleQueries
{
    /// <summary>Lists the rules of policy routing in the order in which the kernel asks them.</summary>
    /// <param name="netlink">The connection.</param>
    /// <param name="family">IPv4, IPv6, or both when unspecified.</param>
    /// <returns>The rules.</returns>
    /// <exception cref="ArgumentException">The family is neither IPv4 nor IPv6 nor unspecified.</exception>
    /// <exception cref="NetlinkException">The kernel refuses or does not answer.</exception>
    public static IReadOnlyList<RoutingRule> GetRules(
        this RouteNetlink netlink, AddressFamily family = AddressFamily.Unspecified)
    {
        Span<byte> request = stackalloc byte[Question.Size];
        AttributeWriter writer = Question.Begin(
            request, MessageType.GetRule, MessageFlags.List, default(RuleMessage));
        var rules = new List<RoutingRule>();
        Span<byte> question = Question.End(request, in writer);
        using DumpLease lease = netlink.Dump(question, WireFamily.Each(family), "list rules");
        var reader = new MessageReader(lease.Messages);
        while (reader.MoveNext(MessageType.NewRule))
        {
            if (RuleReader.Read(reader.Payload) is RoutingRule rule)
                rules.Add(rule);
        }
        return rules;
    }
}
