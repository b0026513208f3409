using System.Net;
using System.Net.Sockets;
using ContainerNet.Netlink.Wire;

namespace ContainerNet.Netlink;

/// <content>Routes.</content>
public sealed partial class NetlinkBatch
{
    /// <summary>Adds a route. One to the same prefix, table and metric fails with EEXIST.</summary>
    /// <param name="request">The route.</param>
    /// <returns>The request's index.</returns>
    /// <exception cref="ArgumentException">Families differ, or the prefix length does not fit.</exception>
    public int AddRoute(in RouteRequest request) => ChangeRoute(MessageType.NewRoute, Add, in request);

    /// <summary>Adds a route, or puts it in the place of one to the same prefix, table and metric.</summary>
    /// <param name="request">The route.</param>
    /// <returns>The request's index.</returns>
    /// <exception cref="ArgumentException">Families differ, or the prefix length does not fit.</exception>
    public int ReplaceRoute(in RouteRequest request) => ChangeRoute(MessageType.NewRoute, AddOrReplace, in request);

    /// <summary>Adds a route after others to the same prefix, table and metric.</summary>
    /// <param name="request">The route.</param>
    /// <returns>The request's index.</returns>
    /// <exception cref="ArgumentException">Families differ, or the prefix length does not fit.</exception>
    public int AppendRoute(in RouteRequest request)
        => ChangeRoute(
            MessageType.NewRoute, MessageFlags.Request | MessageFlags.Create | MessageFlags.Append, in request);

    /// <summary>Deletes the first route that matches. When none does, it fails with ESRCH.</summary>
    /// <param name="request">The route.</param>
    /// <returns>The request's index.</returns>
    /// <exception cref="ArgumentException">Families differ, or the prefix length does not fit.</exception>
    public int DeleteRoute(in RouteRequest request)
        => ChangeRoute(MessageType.DeleteRoute, MessageFlags.Request, in request);

    private int ChangeRoute(ushort type, ushort flags, in RouteRequest request)
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
        AttributeWriter writer = Begin(type, flags, in route);
        WriteRoute(ref writer, in request, table);
        return End(in writer);
    }

    private static void WriteRoute(ref AttributeWriter writer, in RouteRequest request, uint table)
    {
        if (request.Destination is not null)
            writer.WriteAddress(RouteAttribute.Destination, request.Destination);
        if (request.Via is not null)
            writer.WriteAddress(RouteAttribute.Gateway, request.Via);
        WriteUnlessZero(ref writer, RouteAttribute.OutputLink, (uint)request.LinkIndex);
        if (request.Source is not null)
            writer.WriteAddress(RouteAttribute.PreferredSource, request.Source);
        WriteUnlessZero(ref writer, RouteAttribute.Priority, request.Metric);
        if (table > byte.MaxValue)
            writer.WriteUInt32(RouteAttribute.Table, table);
        if (request.Mtu == 0)
            return;
        int metrics = writer.BeginNested(RouteAttribute.Metrics);
        writer.WriteUInt32(RouteAttribute.MetricMtu, request.Mtu);
        writer.EndNested(metrics);
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
            RouteType.Broadcast or RouteType.Multicast or RouteType.Anycast => RouteScope.Link,
            RouteType.Unicast or RouteType.Unspecified when !adds => RouteScope.Nowhere,
            RouteType.Unicast or RouteType.Unspecified when request.Via is null => RouteScope.Link,
            _ => RouteScope.Universe,
        };
    }

    private static void RequireValid(in RouteRequest request, AddressFamily family)
    {
        if (request.Family != AddressFamily.Unspecified && request.Family != family)
            throw new ArgumentException($"The addresses are not of the family {request.Family}.", nameof(request));
        RequireSameFamily(request.Via, family);
        RequireSameFamily(request.Source, family);
        RequirePrefixLength(request.PrefixLength, family);
        if (request.Destination is null && request.PrefixLength != 0)
            throw new ArgumentException("A default route has the prefix length 0.", nameof(request));
        if (request.LinkIndex < 0)
            throw new ArgumentException($"{request.LinkIndex} is not the index of a link.", nameof(request));
    }
}
