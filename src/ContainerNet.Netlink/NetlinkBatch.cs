namespace ContainerNet.Netlink;

/// <summary>Requests to send together.</summary>
public sealed class NetlinkBatch : IDisposable
{
    /// <summary>Stub.</summary>
    public int Count => throw new NotImplementedException();
    /// <summary>Stub.</summary>
    public void Clear() => throw new NotImplementedException();
    /// <inheritdoc/>
    public void Dispose() => throw new NotImplementedException();
    /// <summary>Stub.</summary>
    public int CreateVeth(in VethRequest request) => throw new NotImplementedException();
    /// <summary>Stub.</summary>
    public int CreateBridge(in BridgeRequest request) => throw new NotImplementedException();
    /// <summary>Stub.</summary>
    public int CreateIfb(in IfbRequest request) => throw new NotImplementedException();
    /// <summary>Stub.</summary>
    public int SetLink(in LinkChange change) => throw new NotImplementedException();
    /// <summary>Stub.</summary>
    public int DeleteLink(int index) => throw new NotImplementedException();
    /// <summary>Stub.</summary>
    public int DeleteLink(string name) => throw new NotImplementedException();
    /// <summary>Stub.</summary>
    public int DeleteLinkGroup(uint group) => throw new NotImplementedException();
    /// <summary>Stub.</summary>
    public int AddAddress(in AddressRequest request) => throw new NotImplementedException();
    /// <summary>Stub.</summary>
    public int ReplaceAddress(in AddressRequest request) => throw new NotImplementedException();
    /// <summary>Stub.</summary>
    public int DeleteAddress(in AddressRequest request) => throw new NotImplementedException();
    /// <summary>Stub.</summary>
    public int AddRoute(in RouteRequest request) => throw new NotImplementedException();
    /// <summary>Stub.</summary>
    public int ReplaceRoute(in RouteRequest request) => throw new NotImplementedException();
    /// <summary>Stub.</summary>
    public int AppendRoute(in RouteRequest request) => throw new NotImplementedException();
    /// <summary>Stub.</summary>
    public int DeleteRoute(in RouteRequest request) => throw new NotImplementedException();
    /// <summary>Stub.</summary>
    public int AddNeighbour(in NeighbourRequest request) => throw new NotImplementedException();
    /// <summary>Stub.</summary>
    public int ReplaceNeighbour(in NeighbourRequest request) => throw new NotImplementedException();
    /// <summary>Stub.</summary>
    public int DeleteNeighbour(in NeighbourRequest request) => throw new NotImplementedException();
}
