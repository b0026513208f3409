using System.Net;
using ContainerNet.Netlink.Protocol;

namespace ContainerNet.Netlink;

/// <summary>Requests about neighbours, for a batch.</summary>
public static class NeighbourRequests
{
    /// <summary>Adds a neighbour entry. One that is there already fails with EEXIST.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="request">The entry.</param>
    /// <returns>The request's index.</returns>
    /// <exception cref="ArgumentException">The index or the address does not fit.</exception>
    public static int AddNeighbour(this NetlinkBatch batch, in NeighbourRequest request)
        => Change(batch, MessageType.NewNeighbour, MessageFlags.Add, in request);

    /// <summary>Adds a neighbour entry, or changes one that is there already.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="request">The entry.</param>
    /// <returns>The request's index.</returns>
    /// <exception cref="ArgumentException">The index or the address does not fit.</exception>
    public static int ReplaceNeighbour(this NetlinkBatch batch, in NeighbourRequest request)
        => Change(batch, MessageType.NewNeighbour, MessageFlags.AddOrReplace, in request);

    /// <summary>Deletes a neighbour entry. One that is not there fails with ENOENT.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="request">The entry.</param>
    /// <returns>The request's index.</returns>
    /// <exception cref="ArgumentException">The index or the address does not fit.</exception>
    public static int DeleteNeighbour(this NetlinkBatch batch, in NeighbourRequest request)
        => Change(batch, MessageType.DeleteNeighbour, MessageFlags.Request, in request);

    /// <summary>Says in words what a request about a neighbour wants.</summary>
    internal static string Describe(MessageHeader header, ReadOnlySpan<byte> payload)
    {
        NeighbourMessage message =
            MessageReader.ReadStructure<NeighbourMessage>(payload, out AttributeReader attributes);
        IPAddress? address = null;
        while (attributes.MoveNext())
        {
            if (attributes.Type == NeighbourAttribute.Destination)
                address = attributes.ReadAddress();
        }
        return $"{RequestDescription.Verb(header)} neighbour {address} on link {message.Index}";
    }

    private static int Change(NetlinkBatch batch, ushort type, ushort flags, in NeighbourRequest request)
    {
        ArgumentNullException.ThrowIfNull(request.Address, nameof(request));
        RequestChecks.LinkIndex(request.LinkIndex);
        bool sets = type == MessageType.NewNeighbour && !request.Proxy;
        var neighbour = new NeighbourMessage
        {
            Family = WireFamily.From(request.Address.AddressFamily),
            Index = request.LinkIndex,
            State = sets ? (ushort)(request.State ?? NeighbourState.Permanent) : (ushort)0,
            Flags = request.Proxy ? NeighbourAttribute.ProxyFlag : (byte)0,
        };
        AttributeWriter writer = batch.Begin(type, flags, in neighbour);
        writer.WriteAddress(NeighbourAttribute.Destination, request.Address);
        if (sets && request.Mac is not null)
            writer.WriteHardwareAddress(NeighbourAttribute.HardwareAddress, request.Mac);
        return batch.End(in writer);
    }
}
