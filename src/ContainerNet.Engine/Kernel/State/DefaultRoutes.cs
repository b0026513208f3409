using System.Net.Sockets;
using ContainerNet.Netlink;

namespace ContainerNet.Engine.Kernel.State;

/// <summary>
/// Default routes of a namespace. The kernel replaces one by another of the same metric, whatever link it has.
/// </summary>
internal static class DefaultRoutes
{
    /// <summary>The first of a family with this metric that meets a condition; null when none does.</summary>
    /// <param name="socket">The namespace.</param>
    /// <param name="version">The family.</param>
    /// <param name="metric">0 is the kernel's own choice.</param>
    /// <param name="which">The condition.</param>
    public static Route? Find(RouteNetlink socket, IPVersion version, uint metric, Func<Route, bool> which)
    {
        AddressFamily family = version == IPVersion.IPv4 ? AddressFamily.InterNetwork : AddressFamily.InterNetworkV6;
        var filter = new RouteFilter { Family = family, Table = Route.MainTable, Type = RouteType.Unicast };
        return socket.GetRoutes(in filter)
            .FirstOrDefault(r => r.PrefixLength == 0 && ActualLink.Of(r).Metric == metric && which(r));
    }
}
