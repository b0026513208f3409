using System.Net;
using System.Net.Sockets;
using ContainerNet.Netlink.Protocol;

namespace ContainerNet.Netlink;

/// <summary>Requests about addresses, for a batch.</summary>
public static class AddressRequests
{
    /// <summary>Adds an address to a link. One that is there already fails with EEXIST.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="request">The address.</param>
    /// <returns>The request's index.</returns>
    /// <exception cref="ArgumentException">A part does not fit: family, prefix length or index.</exception>
    public static int AddAddress(this NetlinkBatch batch, in AddressRequest request)
        => Change(batch, MessageType.NewAddress, MessageFlags.Add, in request);

    /// <summary>Deletes an address from a link. One that is not there fails with EADDRNOTAVAIL.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="request">The address.</param>
    /// <returns>The request's index.</returns>
    /// <exception cref="ArgumentException">A part does not fit: family, prefix length or index.</exception>
    public static int DeleteAddress(this NetlinkBatch batch, in AddressRequest request)
        => Change(batch, MessageType.DeleteAddress, MessageFlags.Request, in request);

    /// <summary>Says in words what a request about an address wants.</summary>
    internal static string Describe(MessageHeader header, ReadOnlySpan<byte> payload)
    {
        AddressMessage message = MessageReader.ReadStructure<AddressMessage>(payload, out AttributeReader attributes);
        IPAddress? address = null;
        while (attributes.MoveNext())
        {
            if (attributes.Type == AddressAttribute.Local)
                address = attributes.ReadAddress();
        }
        string preposition = header.Type == MessageType.NewAddress ? "to" : "from";
        string what = $"{address}/{message.PrefixLength} {preposition} link {message.Index}";
        return $"{RequestDescription.Verb(header)} address {what}";
    }

    private static int Change(NetlinkBatch batch, ushort type, ushort flags, in AddressRequest request)
    {
        RequireValid(in request);
        bool adds = type == MessageType.NewAddress;
        var address = new AddressMessage
        {
            Family = WireFamily.From(request.Address.AddressFamily),
            PrefixLength = (byte)request.PrefixLength,
            Flags = adds && request.NoDad ? (byte)AddressFlags.NoDad : (byte)0,
            Scope = adds ? (byte)DefaultScope(request.Address) : (byte)0,
            Index = request.LinkIndex,
        };
        AttributeWriter writer = batch.Begin(type, flags, in address);
        writer.WriteAddress(AddressAttribute.Local, request.Address);
        writer.WriteAddress(AddressAttribute.Address, request.Address);
        return batch.End(in writer);
    }

    private static AddressScope DefaultScope(IPAddress address)
        => address.AddressFamily == AddressFamily.InterNetwork && IPAddress.IsLoopback(address)
            ? AddressScope.Host
            : AddressScope.Global;

    private static void RequireValid(in AddressRequest request)
    {
        ArgumentNullException.ThrowIfNull(request.Address, nameof(request));
        RequestChecks.LinkIndex(request.LinkIndex);
        RequestChecks.PrefixLength(request.PrefixLength, request.Address.AddressFamily);
    }
}
