using System.Net.Sockets;
using ContainerNet.Netlink.Protocol;

namespace ContainerNet.Netlink;

/// <summary>Questions about addresses.</summary>
public static class AddressQueries
{
    /// <summary>Lists addresses.</summary>
    /// <param name="netlink">The connection.</param>
    /// <param name="family">IPv4, IPv6, or both when unspecified.</param>
    /// <param name="linkIndex">Only those of this link; 0 for all. The kernel filters.</param>
    /// <exception cref="ArgumentException">The family is another.</exception>
    /// <exception cref="NetlinkException">
    /// The kernel refuses or does not answer; ENODEV when there is no such link; EINTR when addresses kept changing
    /// while they were read.
    /// </exception>
    public static IReadOnlyList<InterfaceAddress> GetAddresses(
        this RouteNetlink netlink, AddressFamily family = AddressFamily.Unspecified, int linkIndex = 0)
    {
        using AddressDump dump = netlink.DumpAddresses(family, linkIndex);
        var addresses = new List<InterfaceAddress>(dump.Count);
        foreach (AddressView view in dump)
            addresses.Add(view.ToInterfaceAddress());
        return addresses;
    }

    /// <summary>Dumps addresses without allocating an object for each; see <see cref="GetAddresses"/>.</summary>
    /// <param name="netlink">The connection.</param>
    /// <param name="family">IPv4, IPv6, or both when unspecified.</param>
    /// <param name="linkIndex">Only those of this link; 0 for all.</param>
    /// <returns>The dump, to be disposed.</returns>
    /// <exception cref="ArgumentException">The family is another.</exception>
    /// <exception cref="NetlinkException">As for <see cref="GetAddresses"/>.</exception>
    public static AddressDump DumpAddresses(
        this RouteNetlink netlink, AddressFamily family = AddressFamily.Unspecified, int linkIndex = 0)
    {
        Span<byte> request = stackalloc byte[Question.Size];
        AttributeWriter writer = Question.Begin(
            request, MessageType.GetAddress, MessageFlags.List, new AddressMessage { Index = linkIndex });
        Span<byte> question = Question.End(request, in writer);
        return new AddressDump(netlink.Dump(question, WireFamily.Each(family), "list addresses"));
    }
}
