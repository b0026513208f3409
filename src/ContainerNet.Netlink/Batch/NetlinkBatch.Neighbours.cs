using ContainerNet.Netlink.Wire;

namespace ContainerNet.Netlink;

/// <content>Neighbours.</content>
public sealed partial class NetlinkBatch
{
    /// <summary>Adds a neighbour entry. One that is there already fails with EEXIST.</summary>
    /// <param name="request">The entry.</param>
    /// <returns>The request's index.</returns>
    /// <exception cref="ArgumentException">The index or the address does not fit.</exception>
    public int AddNeighbour(in NeighbourRequest request) => ChangeNeighbour(MessageType.NewNeighbour, Add, in request);

    /// <summary>Adds a neighbour entry, or changes one that is there already.</summary>
    /// <param name="request">The entry.</param>
    /// <returns>The request's index.</returns>
    /// <exception cref="ArgumentException">The index or the address does not fit.</exception>
    public int ReplaceNeighbour(in NeighbourRequest request)
        => ChangeNeighbour(MessageType.NewNeighbour, AddOrReplace, in request);

    /// <summary>Deletes a neighbour entry. One that is not there fails with ENOENT.</summary>
    /// <param name="request">The entry.</param>
    /// <returns>The request's index.</returns>
    /// <exception cref="ArgumentException">The index or the address does not fit.</exception>
    public int DeleteNeighbour(in NeighbourRequest request)
        => ChangeNeighbour(MessageType.DeleteNeighbour, MessageFlags.Request, in request);

    private int ChangeNeighbour(ushort type, ushort flags, in NeighbourRequest request)
    {
        ArgumentNullException.ThrowIfNull(request.Address, nameof(request));
        RequirePositive(request.LinkIndex);
        bool sets = type == MessageType.NewNeighbour && !request.Proxy;
        var neighbour = new NeighbourMessage
        {
            Family = WireFamily.From(request.Address.AddressFamily),
            Index = request.LinkIndex,
            State = sets ? (ushort)(request.State ?? NeighbourState.Permanent) : (ushort)0,
            Flags = request.Proxy ? NeighbourAttribute.ProxyFlag : (byte)0,
        };
        AttributeWriter writer = Begin(type, flags, in neighbour);
        writer.WriteAddress(NeighbourAttribute.Destination, request.Address);
        if (sets && request.Mac is not null)
            writer.WriteHardwareAddress(NeighbourAttribute.HardwareAddress, request.Mac);
        return End(in writer);
    }
}
