using System.Net;
using System.Net.Sockets;
using System.Text;
using ContainerNet.Netlink.Protocol;

namespace ContainerNet.Netlink;

/// <summary>Requests about routes, for a batch.</summary>
public static class RouteRequests
{
    /// <summary>Adds a route. One to the same prefix, table and metric fails with EEXIST.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="request">The route.</param>
    /// <returns>The request's index.</returns>
    /// <exception cref="ArgumentException">Families differ, or the prefix length does not fit.</exception>
    public static int AddRoute(this NetlinkBatch batch, in RouteRequest request)
        => Change(batch, MessageType.NewRoute, MessageFlags.Add, in request);

    /// <summary>Adds a route, or puts it in the place of one to the same prefix, table and metric.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="request">The route.</param>
    /// <returns>The request's index.</returns>
    /// <exception cref="ArgumentException">Families differ, or the prefix length does not fit.</exception>
    public static int ReplaceRoute(this NetlinkBatch batch, in RouteRequest request)
        => Change(batch, MessageType.NewRoute, MessageFlags.AddOrReplace, in request);

    /// <summary>Deletes the first route that matches. When none does, it fails with ESRCH.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="request">The route.</param>
    /// <returns>The request's index.</returns>
    /// <exception cref="ArgumentException">Families differ, or the prefix length does not fit.</exception>
    public static int DeleteRoute(this NetlinkBatch batch, in RouteRequest request)
        => Change(batch, MessageType.DeleteRoute, MessageFlags.Request, in request);

    /// <summary>Says in words what a request about a route wants.</summary>
    internal static string Describe(MessageHeader header, ReadOnlySpan<byte> payload)
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
        return $"{RequestDescription.Verb(header)} route {destination}{hop}";
    }

    private static int Change(NetlinkBatch batch, ushort type, ushort flags, in RouteRequest request)
    {
        AddressFamily family = FamilyOf(in request);
        RequireValid(in request, family);
        bool adds = type == MessageType.NewRoute;
        uint table = request.Table == 0 ? Route.MainTable : request.Table;
        RouteType routeType = request.Type == 0 && adds ? RouteType.Unicast : request.Type;
        var route = new RouteMessage
        {
            Family = WireFamily.From(family),
            DestinationLength = (byte)request.PrefixLength,
            Table = table <= byte.MaxValue ? (byte)table : (byte)0,
            Protocol = (byte)(request.Protocol == 0 && adds ? RouteProtocol.Static : request.Protocol),
            Scope = (byte)(request.Scope ?? DefaultScope(in request, family, adds)),
            Type = (byte)routeType,
            Flags = request.OnLink ? RouteAttribute.OnLinkFlag : 0,
        };
        AttributeWriter writer = batch.Begin(type, flags, in route);
        WriteRoute(ref writer, in request, table);
        return batch.End(in writer);
    }

    private static void WriteRoute(ref AttributeWriter writer, in RouteRequest request, uint table)
    {
        if (request.Destination is not null)
            writer.WriteAddress(RouteAttribute.Destination, request.Destination);
        if (request.Via is not null)
            writer.WriteAddress(RouteAttribute.Gateway, request.Via);
        writer.WriteUnlessZero(RouteAttribute.OutputLink, (uint)request.LinkIndex);
        if (request.Source is not null)
            writer.WriteAddress(RouteAttribute.PreferredSource, request.Source);
        writer.WriteUnlessZero(RouteAttribute.Priority, request.Metric);
        if (table > byte.MaxValue)
            writer.WriteUInt32(RouteAttribute.Table, table);
    }

    private static AddressFamily FamilyOf(in RouteRequest request)
    {
        IPAddress? witness = request.Destination ?? request.Via ?? request.Source;
        if (witness is not null)
            return witness.AddressFamily;
        return request.Family == AddressFamily.Unspecified ? AddressFamily.InterNetwork : request.Family;
    }

    private static RouteScope DefaultScope(in RouteRequest request, AddressFamily family, bool adds)
    {
        if (family == AddressFamily.InterNetworkV6)
            return RouteScope.Universe;
        return request.Type switch
        {
            RouteType.Local => RouteScope.Host,
            RouteType.Unicast or RouteType.Unspecified when !adds => RouteScope.Nowhere,
            RouteType.Unicast or RouteType.Unspecified when request.Via is null => RouteScope.Link,
            _ => RouteScope.Universe,
        };
    }

    private static void RequireValid(in RouteRequest request, AddressFamily family)
    {
        if (request.Family != AddressFamily.Unspecified && request.Family != family)
            throw new ArgumentException($"The addresses are not of the family {request.Family}.", nameof(request));
        RequestChecks.SameFamily(request.Via, family);
        RequestChecks.SameFamily(request.Source, family);
        RequestChecks.PrefixLength(request.PrefixLength, family);
        if (request.Destination is null && request.PrefixLength != 0)
            throw new ArgumentException("A default route has the prefix length 0.", nameof(request));
        if (request.LinkIndex < 0)
            throw new ArgumentException($"{request.LinkIndex} is not the index of a link.", nameof(request));
    }
}
