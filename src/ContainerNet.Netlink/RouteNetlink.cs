using System.Net.Sockets;

namespace ContainerNet.Netlink;

/// <summary>A connection to the kernel's routing subsystem.</summary>
public sealed class RouteNetlink : IDisposable
{
    /// <summary>Stub.</summary>
    public NetlinkCounters Counters => throw new NotImplementedException();
    /// <inheritdoc/>
    public void Dispose() => throw new NotImplementedException();
    /// <summary>Stub.</summary>
    public static RouteNetlink Open() => throw new NotImplementedException();
    /// <summary>Stub.</summary>
    public static RouteNetlink Open(NetworkNamespace networkNamespace) => throw new NotImplementedException();
    /// <summary>Stub.</summary>
    public NetlinkBatch CreateBatch() => throw new NotImplementedException();
    /// <summary>Stub.</summary>
    public IReadOnlyList<NetlinkFailure> Send(NetlinkBatch batch, CancellationToken cancellationToken = default) => throw new NotImplementedException();
    /// <summary>Stub.</summary>
    public void Execute(NetlinkBatch batch) => throw new NotImplementedException();
    /// <summary>Stub.</summary>
    public Link? GetLink(string name) => throw new NotImplementedException();
    /// <summary>Stub.</summary>
    public Link? GetLink(int index) => throw new NotImplementedException();
    /// <summary>Stub.</summary>
    public IReadOnlyList<Link> GetLinks(LinkFilter filter = default) => throw new NotImplementedException();
    /// <summary>Stub.</summary>
    public IReadOnlyList<InterfaceAddress> GetAddresses(AddressFamily family = AddressFamily.Unspecified, int linkIndex = 0) => throw new NotImplementedException();
    /// <summary>Stub.</summary>
    public IReadOnlyList<Route> GetRoutes(in RouteFilter filter = default) => throw new NotImplementedException();
    /// <summary>Stub.</summary>
    public IReadOnlyList<Neighbour> GetNeighbours(AddressFamily family = AddressFamily.Unspecified, int linkIndex = 0) => throw new NotImplementedException();
}
