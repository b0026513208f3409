using System.Net;
using System.Net.NetworkInformation;
using ContainerNet.Netlink.Protocol;

namespace ContainerNet.Netlink;

internal static class NeighbourReader
{
    /// <returns>The neighbour; null for an entry that is not of IPv4 or IPv6 or has no address.</returns>
    /// <exception cref="NetlinkFormatException">A length does not fit.</exception>
    public static Neighbour? Read(ReadOnlySpan<byte> message)
    {
        NeighbourMessage header =
            MessageReader.ReadStructure<NeighbourMessage>(message, out AttributeReader attributes);
        IPAddress? address = null;
        PhysicalAddress mac = PhysicalAddress.None;
        if (header.Family is not (WireFamily.Ipv4 or WireFamily.Ipv6))
            return null;
        while (attributes.MoveNext())
        {
            if (attributes.Type == NeighbourAttribute.Destination)
                address = attributes.ReadAddress();
            else if (attributes.Type == NeighbourAttribute.HardwareAddress)
                mac = new PhysicalAddress(attributes.Payload.ToArray());
        }
        return address is null ? null : new Neighbour
        {
            LinkIndex = header.Index,
            Address = address,
            Mac = mac,
            State = (NeighbourState)header.State,
            IsRouter = (header.Flags & NeighbourAttribute.RouterFlag) != 0,
        };
    }
}
