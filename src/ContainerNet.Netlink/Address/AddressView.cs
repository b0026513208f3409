using System.Net;
using System.Net.Sockets;
using ContainerNet.Netlink.Protocol;

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
        ReadOnlySpan<byte> local = default;
        ReadOnlySpan<byte> address = default;
        while (attributes.MoveNext())
        {
            switch (attributes.Type)
            {
                case AddressAttribute.Local: local = attributes.ReadAddressBytes(); break;
                case AddressAttribute.Address: address = attributes.ReadAddressBytes(); break;
                case AddressAttribute.Flags: Flags = (AddressFlags)attributes.ReadUInt32(); break;
            }
        }
        if (local.IsEmpty && address.IsEmpty)
            throw new NetlinkFormatException("An address has no address.");
        Address = local.IsEmpty ? address : local;
    }

    /// <summary>The index of the link.</summary>
    public int LinkIndex { get; }

    /// <summary>IPv4 or IPv6.</summary>
    public AddressFamily Family { get; }

    /// <summary>The link's own address, 4 or 16 bytes in network order.</summary>
    public ReadOnlySpan<byte> Address { get; }

    /// <summary>The prefix length.</summary>
    public int PrefixLength { get; }

    /// <summary>The scope.</summary>
    public AddressScope Scope { get; }

    /// <summary>The flags.</summary>
    public AddressFlags Flags { get; }

    /// <summary>Makes an object that outlives the dump.</summary>
    public InterfaceAddress ToInterfaceAddress() => new()
    {
        LinkIndex = LinkIndex,
        Address = new IPAddress(Address),
        PrefixLength = PrefixLength,
        Scope = Scope,
        Flags = Flags,
    };
}
