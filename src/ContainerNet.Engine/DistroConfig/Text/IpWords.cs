using System.Globalization;
using System.Text;
using ContainerNet.Engine.Kernel.Plan;

namespace ContainerNet.Engine.DistroConfig.Text;

/// <summary>Routes in the words of ip-route(8), which many formats share.</summary>
internal static class IpWords
{
    /// <summary>
    /// As "default via 10.0.0.1 dev eth0 onlink src 10.0.0.2 metric 1025", each word where it says something.
    /// </summary>
    /// <param name="route">The route.</param>
    /// <param name="device">The interface; null where the format adds it.</param>
    public static string Route(LinkRoute route, string? device)
    {
        StringBuilder text = Hop(route, device);
        if (route.Via is null && route.Version == IPVersion.IPv4) text.Append(" scope link");
        if (route.Source is not null) text.Append(" src ").Append(route.Source);
        if (route.Metric != 0) text.Append(CultureInfo.InvariantCulture, $" metric {route.Metric}");
        return text.ToString();
    }

    /// <summary>
    /// The same in words that ifcfg-rh knows too: no scope, which is "link" anyway without a next hop, and always a
    /// metric, for which it would take 100 and more.
    /// </summary>
    public static string RouteWithMetric(LinkRoute route, string device)
    {
        StringBuilder text = Hop(route, device);
        if (route.Source is not null) text.Append(" src ").Append(route.Source);
        return text.Append(CultureInfo.InvariantCulture, $" metric {Metric(route)}").ToString();
    }

    /// <summary>"default" or the prefix.</summary>
    public static string Destination(LinkRoute route) => route.IsDefault ? "default" : route.Destination.ToString();

    /// <summary>The metric that the kernel uses when none is given, spelled out.</summary>
    public static uint Metric(LinkRoute route) =>
        route.Metric == 0 && route.Version == IPVersion.IPv6 ? 1024 : route.Metric;

    private static StringBuilder Hop(LinkRoute route, string? device)
    {
        var text = new StringBuilder(Destination(route));
        if (route.Via is not null) text.Append(" via ").Append(route.Via);
        if (device is not null) text.Append(" dev ").Append(device);
        if (route.OnLink) text.Append(" onlink");
        return text;
    }
}
