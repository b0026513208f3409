using System.Net;
using System.Net.Sockets;
using ContainerNet.Engine.Kernel.Plan;
using ContainerNet.Engine.Kernel.State;
using ContainerNet.Netlink;

namespace ContainerNet.Engine.Kernel.Apply;

/// <summary>Who has what the kernel says is there already.</summary>
internal static class Holder
{
    /// <summary>The link, address or route that is in the way, in the words of ip; null when none is.</summary>
    public static string? Find(KernelOp op, Errno errno, KernelSession session)
    {
        if (errno != Errno.EEXIST) return null;
        try
        {
            return op switch
            {
                AddRouteStep step => OfRoute(session.Socket(op.Side), step.Route),
                AddAddress step => OfAddress(session.Socket(op.Side), step.Address.IPAddress),
                CreateVeth or CreateIfb => OfLink(session.Host, op.Link),
                _ => null,
            };
        }
        catch (NetlinkException)
        {
            // The refusal stands without it.
            return null;
        }
    }

    private static string? OfRoute(RouteNetlink socket, LinkRoute wanted)
    {
        var filter = new RouteFilter { Family = wanted.Destination.BaseAddress.AddressFamily, Table = Route.MainTable };
        foreach (Route route in socket.GetRoutes(in filter))
        {
            LinkRoute found = ActualLink.Of(route);
            if (!found.Destination.Equals(wanted.Destination) || found.Metric != wanted.Metric) continue;
            return RouteText.Of(socket.GetLink(route.LinkIndex)?.Name ?? "another link", found);
        }

        return null;
    }

    private static string? OfAddress(RouteNetlink socket, IPAddress address) => socket
        .GetAddresses(address.AddressFamily)
        .Where(a => a.Address.Equals(address))
        .Select(a => $"{a.Address}/{a.PrefixLength} dev {socket.GetLink(a.LinkIndex)?.Name}")
        .FirstOrDefault();

    private static string? OfLink(RouteNetlink socket, string name) => socket.GetLink(name) is { } link
        ? $"link {link.Name}{(link.Kind is { } kind ? $" type {kind}" : "")}"
        : null;
}
