using ContainerNet.Netlink.Protocol;

namespace ContainerNet.Netlink;

/// <summary>Questions about routes.</summary>
public static class RouteQueries
{
    /// <summary>Lists routes.</summary>
    /// <param name="netlink">The connection.</param>
    /// <param name="filter">Which; the default shows the routes of all tables.</param>
    /// <returns>The routes; none when the table does not exist.</returns>
    /// <exception cref="ArgumentException">The family is neither IPv4 nor IPv6 nor unspecified.</exception>
    /// <exception cref="NetlinkException">
    /// The kernel refuses or does not answer; ENODEV when there is no such link; EINTR when routes kept changing while
    /// they were read.
    /// </exception>
    public static IReadOnlyList<Route> GetRoutes(this RouteNetlink netlink, in RouteFilter filter = default)
    {
        using RouteDump dump = netlink.DumpRoutes(in filter);
        var routes = new List<Route>(dump.Count);
        Route? last = null;
        foreach (RouteView view in dump)
            routes.Add(last = view.ToRoute(last));
        return routes;
    }

    /// <summary>Dumps routes without allocating an object for each; see <see cref="GetRoutes"/>.</summary>
    /// <param name="netlink">The connection.</param>
    /// <param name="filter">Which; the default shows the routes of all tables.</param>
    /// <returns>The dump, to be disposed.</returns>
    /// <exception cref="ArgumentException">The family is neither IPv4 nor IPv6 nor unspecified.</exception>
    /// <exception cref="NetlinkException">As for <see cref="GetRoutes"/>.</exception>
    public static RouteDump DumpRoutes(this RouteNetlink netlink, in RouteFilter filter = default)
    {
        Span<byte> request = stackalloc byte[Question.Size];
        var route = new RouteMessage
        {
            Table = filter.Table <= byte.MaxValue ? (byte)filter.Table : (byte)0,
            Protocol = (byte)filter.Protocol,
            Type = (byte)filter.Type,
        };
        AttributeWriter writer = Question.Begin(request, MessageType.GetRoute, MessageFlags.List, in route);
        if (filter.OutputLink != 0)
            writer.WriteInt32(RouteAttribute.OutputLink, filter.OutputLink);
        if (filter.Table > byte.MaxValue)
            writer.WriteUInt32(RouteAttribute.Table, filter.Table);
        Span<byte> question = Question.End(request, in writer);
        return new RouteDump(netlink.Dump(question, WireFamily.Each(filter.Family), "list routes"));
    }
}
