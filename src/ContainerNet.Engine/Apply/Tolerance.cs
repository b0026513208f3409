using System.Net.Sockets;
using ContainerNet.Engine.Plan;
using ContainerNet.Netlink;

namespace ContainerNet.Engine.Apply;

/// <summary>Tells a refusal from "that is so already": by state and errno, never by a blanket exit code.</summary>
internal static class Tolerance
{
    public static bool AimIsReached(KernelOp op, NetlinkException error, KernelSession session) => (op, error.Errno) switch
    {
        (DeleteLink, Errno.ENODEV) => true,
        (RemoveAddress, Errno.EADDRNOTAVAIL) => true,

        // The kernel took the route away with an address, or with its device.
        (RemoveRouteOp, Errno.ESRCH or Errno.ENODEV) => true,
        (AddAddress add, Errno.EEXIST) => Has(add, session),
        (AddRouteOp add, Errno.EEXIST) => Has(add, session),
        _ => false,
    };

    private static bool Has(AddAddress op, KernelSession session)
    {
        AddressFamily family = Family(op.Address.GetVersion());
        return session.FindIndex(op.Side, op.Link) is { } index
            && session.Socket(op.Side).GetAddresses(family, index).Any(a =>
                a.Address.Equals(op.Address.IPAddress) && a.PrefixLength == op.Address.PrefixLength);
    }

    private static bool Has(AddRouteOp op, KernelSession session)
    {
        if (session.FindIndex(op.Side, op.Link) is not { } index) return false;
        var filter = new RouteFilter { Family = Family(op.Route.Version), OutputLink = index, Table = Route.MainTable };
        return session.Socket(op.Side).GetRoutes(filter).Any(r =>
            r.PrefixLength == op.Route.Destination.PrefixLength
            && (op.Route.IsDefault || op.Route.Destination.BaseAddress.Equals(r.Destination))
            && Equals(r.Via, op.Route.Via));
    }

    private static AddressFamily Family(IPVersion version) =>
        version == IPVersion.IPv4 ? AddressFamily.InterNetwork : AddressFamily.InterNetworkV6;
}
