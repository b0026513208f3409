using System.Net.Sockets;
using ContainerNet.Netlink.Protocol;

namespace ContainerNet.Netlink;

/// <summary>Questions about neighbours.</summary>
public static class NeighbourQueries
{
    /// <summary>Lists neighbours, without proxy entries.</summary>
    /// <param name="netlink">The connection.</param>
    /// <param name="family">IPv4, IPv6, or both when unspecified.</param>
    /// <param name="linkIndex">Only those of this link; 0 for all. The kernel filters.</param>
    /// <exception cref="ArgumentException">The family is another.</exception>
    /// <exception cref="NetlinkException">The kernel refuses or does not answer.</exception>
    public static IReadOnlyList<Neighbour> GetNeighbours(
        this RouteNetlink netlink, AddressFamily family = AddressFamily.Unspecified, int linkIndex = 0)
    {
        Span<byte> request = stackalloc byte[Question.Size];
        AttributeWriter writer = Question.Begin(
            request, MessageType.GetNeighbour, MessageFlags.List, default(NeighbourMessage));
        if (linkIndex != 0)
            writer.WriteInt32(NeighbourAttribute.LinkIndex, linkIndex);
        var neighbours = new List<Neighbour>();
        Span<byte> question = Question.End(request, in writer);
        using DumpLease lease = netlink.Dump(question, WireFamily.Each(family), "list neighbours");
        var reader = new MessageReader(lease.Messages);
        while (reader.MoveNext(MessageType.NewNeighbour))
        {
            if (NeighbourReader.Read(reader.Payload) is Neighbour neighbour)
                neighbours.Add(neighbour);
        }
        return neighbours;
    }
}
