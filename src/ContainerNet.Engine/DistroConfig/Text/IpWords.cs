using System.Globalization;
using System.Text;
using ContainerNet.Engine.Plan;

namespace ContainerNet.Engine.DistroConfig.Text;

/// <summary>Routes in the words of ip-route(8), which many formats share.</summary>
internal static class IpWords
{
    /// <summary>"default via 10.0.0.1 dev eth0 onlink src 10.0.0.2 metric 1025", each word only where it says something.</summary>
    /// <param name="route">The route.</param>
    /// <param name="device">The interface; null where the format adds it.</param>
    /// <param name="metric">Spells the metric out even when it is the kernel's own.</param>
    public static string Route(LinkRoute route, string? device, bool metric = false)
    {
        var text = new StringBuilder(Destination(route));
        if (route.Via is not null) text.Append(" via ").Append(route.Via);
        if (device is not null) text.Append(" dev ").Append(device);
        if (route.OnLink) text.Append(" onlink");
        if (route.Source is not null) text.Append(" src ").Append(route.Source);
        if (metric || route.Metric != 0) text.Append(CultureInfo.InvariantCulture, $" metric {Metric(route)}");
        return text.ToString();
    }

    /// <summary>"default" or the prefix.</summary>
    public static string Destination(LinkRoute route) => route.IsDefault ? "default" : route.Destination.ToString();

    /// <summary>The metric that the kernel uses when none is given, spelled out.</summary>
    public static uint Metric(LinkRoute route) =>
        route.Metric == 0 && route.Version == IPVersion.IPv6 ? 1024 : route.Metric;
}
