using System.Net;
using ContainerNet.Engine.Kernel.State;

namespace ContainerNet.Engine.Editing;

/// <summary>What the host itself uses is no container's (design.md, Whose it is).</summary>
internal static class HostRules
{
    /// <summary>Refuses a prefix that the host could no longer reach where it is now.</summary>
    /// <param name="destination">What shall be routed to the container.</param>
    /// <param name="host">The host.</param>
    /// <param name="thorough">
    /// Also compare with each route of the host, which takes as long as it has many. Where a container runs, the kernel
    /// does so at once.
    /// </param>
    /// <param name="target">The interface.</param>
    /// <exception cref="ContainerNetException">The host uses it.</exception>
    public static void RequireNotHosts(IPNetwork destination, IHostView host, bool thorough, string target)
    {
        RouteRules.RequireNotDefault(destination, target);
        if (host.FindUse(destination, thorough) is { } use) throw Errors.RouteIsHosts(destination, use, target);
    }

    /// <summary>
    /// Refuses a prefix that the host has a route of its own to in a table. Whatever else it uses is in other tables.
    /// </summary>
    /// <exception cref="ContainerNetException">The host has such a route.</exception>
    public static void RequireNotHosts(IPNetwork destination, uint table, IHostView host, string target)
    {
        if (host.FindRoute(destination, table) is { } route) throw Errors.RouteIsHosts(destination, route, target);
    }
}
