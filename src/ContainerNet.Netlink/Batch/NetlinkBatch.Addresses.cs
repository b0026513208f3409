using System.Net;
using System.Net.Sockets;
using ContainerNet.Netlink.Wire;

namespace ContainerNet.Netlink;

/// <content>Addresses.</content>
public sealed partial class NetlinkBatch
{
    private const uint Forever = uint.MaxValue;

    /// <summary>Adds an address to a link. One that is there already fails with EEXIST.</summary>
    /// <param name="request">The address.</param>
    /// <returns>The request's index.</returns>
    /// <exception cref="ArgumentException">A part does not fit: family, prefix length, index or label.</exception>
    public int AddAddress(in AddressRequest request) => ChangeAddress(MessageType.NewAddress, Add, in request);

    /// <summary>Adds an address to a link, or renews the flags and lifetimes of one that is there already.</summary>
    /// <param name="request">The address.</param>
    /// <returns>The request's index.</returns>
    /// <exception cref="ArgumentException">A part does not fit: family, prefix length, index or label.</exception>
    public int ReplaceAddress(in AddressRequest request)
        => ChangeAddress(MessageType.NewAddress, AddOrReplace, in request);

    /// <summary>Deletes an address from a link. One that is not there fails with EADDRNOTAVAIL.</summary>
    /// <param name="request">The address.</param>
    /// <returns>The request's index.</returns>
    /// <exception cref="ArgumentException">A part does not fit: family, prefix length, index or label.</exception>
    public int DeleteAddress(in AddressRequest request)
        => ChangeAddress(MessageType.DeleteAddress, MessageFlags.Request, in request);

    private int ChangeAddress(ushort type, ushort flags, in AddressRequest request)
    {
        RequireValid(in request);
        bool adds = type == MessageType.NewAddress;
        AddressFlags addressFlags = adds ? FlagsOf(in request) : AddressFlags.None;
        var address = new AddressMessage
        {
            Family = WireFamily.From(request.Address.AddressFamily),
            PrefixLength = (byte)request.PrefixLength,
            Flags = (uint)addressFlags <= byte.MaxValue ? (byte)addressFlags : (byte)0,
            Scope = adds ? (byte)(request.Scope ?? DefaultScope(request.Address)) : (byte)0,
            Index = request.LinkIndex,
        };
        AttributeWriter writer = Begin(type, flags, in address);
        writer.WriteAddress(AddressAttribute.Local, request.Address);
        writer.WriteAddress(AddressAttribute.Address, request.Peer ?? request.Address);
        if (request.Label is not null)
            writer.WriteTerminated(AddressAttribute.Label, request.Label);
        if (adds)
            WriteProperties(ref writer, in request, addressFlags);
        return End(in writer);
    }

    private static void WriteProperties(ref AttributeWriter writer, in AddressRequest request, AddressFlags flags)
    {
        if (request.Broadcast is not null)
            writer.WriteAddress(AddressAttribute.Broadcast, request.Broadcast);
        if ((uint)flags > byte.MaxValue)
            writer.WriteUInt32(AddressAttribute.Flags, (uint)flags);
        if (request.ValidSeconds is null && request.PreferredSeconds is null)
            return;
        uint valid = request.ValidSeconds ?? Forever;
        uint preferred = request.PreferredSeconds ?? valid;
        writer.WriteStructure(
            AddressAttribute.CacheInfo, new AddressCacheInfo { Valid = valid, Preferred = preferred });
    }

    private static AddressFlags FlagsOf(in AddressRequest request)
        => (request.NoDad ? AddressFlags.NoDad : 0) | (request.NoPrefixRoute ? AddressFlags.NoPrefixRoute : 0);

    private static AddressScope DefaultScope(IPAddress address)
        => address.AddressFamily == AddressFamily.InterNetwork && IPAddress.IsLoopback(address)
            ? AddressScope.Host
            : AddressScope.Global;

    private static void RequireValid(in AddressRequest request)
    {
        ArgumentNullException.ThrowIfNull(request.Address, nameof(request));
        RequirePositive(request.LinkIndex);
        RequirePrefixLength(request.PrefixLength, request.Address.AddressFamily);
        RequireSameFamily(request.Peer, request.Address.AddressFamily);
        RequireSameFamily(request.Broadcast, request.Address.AddressFamily);
        if (request.Label is not null)
            LinkName.Require(request.Label);
    }

    private static void RequirePositive(int index)
    {
        if (index <= 0)
            throw new ArgumentException($"{index} is not the index of a link.", nameof(index));
    }

    private static void RequirePrefixLength(int length, AddressFamily family)
    {
        if (length < 0 || length > WireFamily.AddressSize(family) * 8)
            throw new ArgumentException($"{length} is not a prefix length of {family}.", nameof(length));
    }

    private static void RequireSameFamily(IPAddress? address, AddressFamily family)
    {
        if (address is not null && address.AddressFamily != family)
            throw new ArgumentException($"{address} is not of the family {family}.", nameof(address));
    }
}
