using System.Net.Sockets;
using ContainerNet.Netlink.Connection;
using ContainerNet.Netlink.Wire;

namespace ContainerNet.Netlink;

/// <content>Addresses, routes and neighbours.</content>
public sealed partial class RouteNetlink
{
    /// <summary>Lists addresses.</summary>
    /// <param name="family">IPv4, IPv6, or both when unspecified.</param>
    /// <param name="linkIndex">Only those of this link; 0 for all. The kernel filters.</param>
    /// <exception cref="ArgumentException">The family is another.</exception>
    /// <exception cref="NetlinkException">
    /// The kernel refuses or does not answer; ENODEV when there is no such link; EINTR when addresses kept changing
    /// while they were read.
    /// </exception>
    public IReadOnlyList<InterfaceAddress> GetAddresses(
        AddressFamily family = AddressFamily.Unspecified, int linkIndex = 0)
    {
        using AddressDump dump = DumpAddresses(family, linkIndex);
        var addresses = new List<InterfaceAddress>(dump.Count);
        string? label = null;
        foreach (AddressView view in dump)
            addresses.Add(view.ToInterfaceAddress(ref label));
        return addresses;
    }

    /// <summary>Dumps addresses without allocating an object for each; see <see cref="GetAddresses"/>.</summary>
    /// <param name="family">IPv4, IPv6, or both when unspecified.</param>
    /// <param name="linkIndex">Only those of this link; 0 for all.</param>
    /// <returns>The dump, to be disposed.</returns>
    /// <exception cref="ArgumentException">The family is another.</exception>
    /// <exception cref="NetlinkException">As for <see cref="GetAddresses"/>.</exception>
    public AddressDump DumpAddresses(AddressFamily family = AddressFamily.Unspecified, int linkIndex = 0)
    {
        Span<byte> request = stackalloc byte[RequestSize];
        AttributeWriter writer = BeginRequest(
            request, MessageType.GetAddress, DumpFlags, new AddressMessage { Index = linkIndex });
        return new AddressDump(Dump(EndRequest(request, in writer), WireFamily.Each(family), "list addresses"));
    }

    /// <summary>Lists routes.</summary>
    /// <param name="filter">Which; the default shows the routes of all tables.</param>
    /// <returns>The routes; none when the table does not exist.</returns>
    /// <exception cref="ArgumentException">The family is neither IPv4 nor IPv6 nor unspecified.</exception>
    /// <exception cref="NetlinkException">
    /// The kernel refuses or does not answer; ENODEV when there is no such link; EINTR when routes kept changing while
    /// they were read.
    /// </exception>
    public IReadOnlyList<Route> GetRoutes(in RouteFilter filter = default)
    {
        using RouteDump dump = DumpRoutes(in filter);
        var routes = new List<Route>(dump.Count);
        Route? last = null;
        foreach (RouteView view in dump)
            routes.Add(last = view.ToRoute(last));
        return routes;
    }

    /// <summary>Dumps routes without allocating an object for each; see <see cref="GetRoutes"/>.</summary>
    /// <param name="filter">Which; the default shows the routes of all tables.</param>
    /// <returns>The dump, to be disposed.</returns>
    /// <exception cref="ArgumentException">The family is neither IPv4 nor IPv6 nor unspecified.</exception>
    /// <exception cref="NetlinkException">As for <see cref="GetRoutes"/>.</exception>
    public RouteDump DumpRoutes(in RouteFilter filter = default)
    {
        Span<byte> request = stackalloc byte[RequestSize];
        var route = new RouteMessage
        {
            Table = filter.Table <= byte.MaxValue ? (byte)filter.Table : (byte)0,
            Protocol = (byte)filter.Protocol,
            Type = (byte)filter.Type,
        };
        AttributeWriter writer = BeginRequest(request, MessageType.GetRoute, DumpFlags, in route);
        if (filter.OutputLink != 0)
            writer.WriteInt32(RouteAttribute.OutputLink, filter.OutputLink);
        if (filter.Table > byte.MaxValue)
            writer.WriteUInt32(RouteAttribute.Table, filter.Table);
        return new RouteDump(Dump(EndRequest(request, in writer), WireFamily.Each(filter.Family), "list routes"));
    }

    /// <summary>Lists neighbours, without proxy entries.</summary>
    /// <param name="family">IPv4, IPv6, or both when unspecified.</param>
    /// <param name="linkIndex">Only those of this link; 0 for all. The kernel filters.</param>
    /// <exception cref="ArgumentException">The family is another.</exception>
    /// <exception cref="NetlinkException">The kernel refuses or does not answer.</exception>
    public IReadOnlyList<Neighbour> GetNeighbours(
        AddressFamily family = AddressFamily.Unspecified, int linkIndex = 0)
    {
        Span<byte> request = stackalloc byte[RequestSize];
        AttributeWriter writer = BeginRequest(request, MessageType.GetNeighbour, DumpFlags, default(NeighbourMessage));
        if (linkIndex != 0)
            writer.WriteInt32(NeighbourAttribute.LinkIndex, linkIndex);
        var neighbours = new List<Neighbour>();
        using DumpLease lease = Dump(EndRequest(request, in writer), WireFamily.Each(family), "list neighbours");
        var reader = new MessageReader(lease.Messages);
        while (reader.MoveNext(MessageType.NewNeighbour))
        {
            if (NeighbourReader.Read(reader.Payload) is Neighbour neighbour)
                neighbours.Add(neighbour);
        }
        return neighbours;
    }

    /// <summary>
    /// Dumps one family after the other. Each is asked for by itself and its answers are checked for it: a kernel
    /// without IPv6 answers for all families it has, and "all families" shows those of multicast routing too.
    /// </summary>
    private DumpLease Dump(Span<byte> request, ReadOnlySpan<byte> families, string operation)
    {
        DumpBuffer buffer = _connection.Rent();
        try
        {
            foreach (byte family in families)
            {
                request[MessageHeader.Size] = family;
                DumpFamily(request, family, buffer, operation);
            }
            return new DumpLease(buffer, _connection);
        }
        catch
        {
            _connection.Return(buffer);
            throw;
        }
    }

    private void DumpFamily(Span<byte> request, byte family, DumpBuffer buffer, string operation)
    {
        int start = buffer.Length;
        try
        {
            _connection.Dump(request, family, buffer, operation);
        }
        catch (NetlinkException exception) when (exception.Errno == Errno.ENOENT)
        {
            // Routes of a table that does not exist.
            buffer.Truncate(start);
        }
    }

    private static AttributeWriter BeginRequest<T>(Span<byte> request, ushort type, ushort flags, scoped in T structure)
        where T : unmanaged
    {
        var writer = new AttributeWriter(request);
        writer.WriteStructure(new MessageHeader { Type = type, Flags = flags });
        writer.WriteStructure(in structure);
        return writer;
    }

    private static Span<byte> EndRequest(Span<byte> request, in AttributeWriter writer)
    {
        uint length = (uint)writer.Length;
        Raw.Write(request, in length);
        return request[..writer.Length];
    }
}
