using System.Net.Sockets;
using ContainerNet.Engine.Kernel.Plan;
using ContainerNet.Engine.Kernel.State;
using ContainerNet.Netlink;

namespace ContainerNet.Engine.Kernel.Apply;

/// <summary>Tells a refusal from "already so", by state and errno.</summary>
internal static class Tolerance
{
    public static bool AimIsReached(KernelOp op, NetlinkException error, KernelSession session) => (op, error.Errno) switch
    {
        (DeleteLink, Errno.ENODEV) => true,
        (RemoveAddress, Errno.EADDRNOTAVAIL) => true,

        // The kernel took the route away with an address, or with its device.
        (RemoveRouteStep, Errno.ESRCH or Errno.ENODEV) => true,
        (RemoveRule, Errno.ENOENT) => true,
        (ClearRate or RemoveIngress or RemoveRedirect, Errno.ENOENT or Errno.EINVAL) => true,

        // Somebody else's clsact serves as well.
        (AddIngress, Errno.EEXIST) => true,
        (CreateIfb ifb, Errno.EEXIST) =>
            session.Host.GetLink(ifb.Link) is { Kind: "ifb" } link && HostVeths.IsOurs(link),
        (Redirect redirect, Errno.EEXIST) => Has(redirect, session),
        (AddAddress add, Errno.EEXIST) => Has(add, session),
        (AddRouteStep add, Errno.EEXIST) => Has(add, session),

        // The kernel refuses only the very same one.
        (AddRule, Errno.EEXIST) => true,
        _ => false,
    };

    private static bool Has(Redirect op, KernelSession session) =>
        session.FindIndex(Side.Host, op.Link) is { } index
        && session.FindIndex(Side.Host, op.Ifb) is { } ifb
        && session.Host.GetIngressRedirects(index).Contains(ifb);

    private static bool Has(AddAddress op, KernelSession session)
    {
        AddressFamily family = Family(op.Address.GetVersion());
        return session.FindIndex(op.Side, op.Link) is { } index
            && session.Socket(op.Side).GetAddresses(family, index).Any(a =>
                a.Address.Equals(op.Address.IPAddress) && a.PrefixLength == op.Address.PrefixLength);
    }

    private static bool Has(AddRouteStep op, KernelSession session)
    {
        if (session.FindIndex(op.Side, op.Link) is not { } index) return false;
        var filter = new RouteFilter
        {
            Family = Family(op.Route.Version),
            OutputLink = index,
            Table = op.Route.Table == 0 ? Route.MainTable : op.Route.Table,
        };
        return session.Socket(op.Side).GetRoutes(filter).Any(r =>
            r.PrefixLength == op.Route.Destination.PrefixLength
            && (op.Route.IsDefault || op.Route.Destination.BaseAddress.Equals(r.Destination))
            && Equals(r.Via, op.Route.Via));
    }

    private static AddressFamily Family(IPVersion version) =>
        version == IPVersion.IPv4 ? AddressFamily.InterNetwork : AddressFamily.InterNetworkV6;
}
