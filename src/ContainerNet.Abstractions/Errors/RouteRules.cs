using System.Net;

namespace ContainerNet;

/// <summary>Which prefixes can be routed to a container at all.</summary>
internal static class RouteRules
{
    // A route in two halves is a default route too, and 2000::/3 is all of the unicast space that IANA has given out.
    private const int DefaultOfIPv4 = 1;
    private const int DefaultOfIPv6 = 3;

    /// <exception cref="ContainerNetException">DefaultRouteRefused.</exception>
    public static void RequireNotDefault(IPNetwork destination, string target)
    {
        bool v4 = Prefix.Version(destination) == IPVersion.IPv4;
        if (destination.PrefixLength > (v4 ? DefaultOfIPv4 : DefaultOfIPv6)) return;
        throw new ContainerNetException(
            ErrorId.DefaultRouteRefused, CtErrorKind.InvalidArgument,
            $"Cannot route {destination} to {target}: it would take the place of the host's own default route.",
            destination.ToString(),
            "Route the networks that are behind the container, each by itself; or give -Table, and rules of your own "
            + "('ip rule') for what shall take that way.");
    }
}
