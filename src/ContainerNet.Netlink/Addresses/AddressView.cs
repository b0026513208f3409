using System.Net;
using System.Net.Sockets;
using System.Text;
using ContainerNet.Netlink.Wire;

namespace ContainerNet.Netlink;

/// <summary>An address of a link inside the bytes of a dump: reading one allocates nothing.</summary>
public readonly ref struct AddressView
{
    internal AddressView(ReadOnlySpan<byte> message)
    {
        AddressMessage header = MessageReader.ReadStructure<AddressMessage>(message, out AttributeReader attributes);
        Family = WireFamily.ToManaged(header.Family);
        PrefixLength = header.PrefixLength;
        Scope = (AddressScope)header.Scope;
        Flags = (AddressFlags)header.Flags;
        LinkIndex = header.Index;
        ValidSeconds = PreferredSeconds = uint.MaxValue;
        ReadOnlySpan<byte> local = default;
        ReadOnlySpan<byte> address = default;
        while (attributes.MoveNext())
        {
            switch (attributes.Type)
            {
                case AddressAttribute.Local: local = attributes.ReadAddressBytes(); break;
                case AddressAttribute.Address: address = attributes.ReadAddressBytes(); break;
                case AddressAttribute.Broadcast: Broadcast = attributes.ReadAddressBytes(); break;
                case AddressAttribute.Label: Label = attributes.ReadTextBytes(); break;
                case AddressAttribute.Flags: Flags = (AddressFlags)attributes.ReadUInt32(); break;
                case AddressAttribute.CacheInfo:
                    AddressCacheInfo cache = attributes.ReadStructure<AddressCacheInfo>();
                    ValidSeconds = cache.Valid;
                    PreferredSeconds = cache.Preferred;
                    break;
            }
        }
        if (local.IsEmpty && address.IsEmpty)
            throw new NetlinkFormatException("An address has no address.");
        Address = local.IsEmpty ? address : local;
        if (!local.IsEmpty && !address.SequenceEqual(local))
            Peer = address;
    }

    /// <summary>The index of the link.</summary>
    public int LinkIndex { get; }

    /// <summary>IPv4 or IPv6.</summary>
    public AddressFamily Family { get; }

    /// <summary>The link's own address, 4 or 16 bytes in network order.</summary>
    public ReadOnlySpan<byte> Address { get; }

    /// <summary>The prefix length.</summary>
    public int PrefixLength { get; }

    /// <summary>The other end's address on a point-to-point link, or empty.</summary>
    public ReadOnlySpan<byte> Peer { get; }

    /// <summary>The broadcast address, or empty.</summary>
    public ReadOnlySpan<byte> Broadcast { get; }

    /// <summary>The scope.</summary>
    public AddressScope Scope { get; }

    /// <summary>The flags.</summary>
    public AddressFlags Flags { get; }

    /// <summary>The label in UTF-8, or empty.</summary>
    public ReadOnlySpan<byte> Label { get; }

    /// <summary>For how many more seconds the address is valid; <see cref="uint.MaxValue"/> is for ever.</summary>
    public uint ValidSeconds { get; }

    /// <summary>For how many more seconds the address is preferred; <see cref="uint.MaxValue"/> is for ever.</summary>
    public uint PreferredSeconds { get; }

    /// <summary>Makes an object that outlives the dump.</summary>
    public InterfaceAddress ToInterfaceAddress()
    {
        string? label = null;
        return ToInterfaceAddress(ref label);
    }

    /// <param name="label">The label of the address before, used again if it is the same: it mostly is.</param>
    internal InterfaceAddress ToInterfaceAddress(ref string? label)
    {
        if (!Label.IsEmpty && (label is null || !Ascii.Equals(Label, label)))
            label = Encoding.UTF8.GetString(Label);
        return new InterfaceAddress
        {
            LinkIndex = LinkIndex,
            Address = new IPAddress(Address),
            PrefixLength = PrefixLength,
            Peer = Peer.IsEmpty ? null : new IPAddress(Peer),
            Broadcast = Broadcast.IsEmpty ? null : new IPAddress(Broadcast),
            Scope = Scope,
            Flags = Flags,
            Label = Label.IsEmpty ? null : label,
            ValidSeconds = ValidSeconds,
            PreferredSeconds = PreferredSeconds,
        };
    }
}
