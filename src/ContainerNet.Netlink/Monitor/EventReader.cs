using ContainerNet.Netlink.Protocol;

namespace ContainerNet.Netlink;

/// <summary>Reads the events in a datagram of multicast groups.</summary>
internal static class EventReader
{
    /// <exception cref="NetlinkFormatException">The datagram does not have the form it must have.</exception>
    public static void ReadAll(ReadOnlySpan<byte> datagram, Queue<NetlinkEvent> events, int? namespaceId = null)
    {
        var reader = new MessageReader(datagram);
        while (reader.MoveNext())
        {
            if (Read(reader.Header.Type, reader.Payload) is not NetlinkEvent found)
                continue;
            bool replaces = found.Route is not null && (reader.Header.Flags & MessageFlags.Replace) != 0;
            events.Enqueue(found with { NamespaceId = namespaceId, Replaces = replaces });
        }
    }

    private static NetlinkEvent? Read(ushort type, ReadOnlySpan<byte> payload) => type switch
    {
        MessageType.NewLink => OfLink(NetlinkEventKind.LinkSet, payload),
        MessageType.DeleteLink => OfLink(NetlinkEventKind.LinkDeleted, payload),
        MessageType.NewAddress => OfAddress(NetlinkEventKind.AddressSet, payload),
        MessageType.DeleteAddress => OfAddress(NetlinkEventKind.AddressDeleted, payload),
        MessageType.NewRoute => OfRoute(NetlinkEventKind.RouteSet, payload),
        MessageType.DeleteRoute => OfRoute(NetlinkEventKind.RouteDeleted, payload),
        _ => null,
    };

    /// <summary>
    /// Messages of the family of bridges are about a port, not a link: that a port is gone does not mean that its link
    /// is.
    /// </summary>
    private static NetlinkEvent? OfLink(NetlinkEventKind kind, ReadOnlySpan<byte> payload)
        => payload.IsEmpty || payload[0] != WireFamily.Unspecified
            ? null
            : new NetlinkEvent(kind) { Link = new LinkView(payload).ToLink() };

    private static NetlinkEvent OfAddress(NetlinkEventKind kind, ReadOnlySpan<byte> payload)
        => new(kind) { Address = new AddressView(payload).ToInterfaceAddress() };

    private static NetlinkEvent OfRoute(NetlinkEventKind kind, ReadOnlySpan<byte> payload)
        => new(kind) { Route = new RouteView(payload).ToRoute() };
}
