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
        return text.Append(Table(route)).ToString();
    }

    /// <summary>
    /// The same in words that ifcfg-rh knows too: no scope, which is "link" anyway without a next hop, and always a
    /// metric, for which it would take 100 and more.
    /// </summary>
    public static string RouteWithMetric(LinkRoute route, string device)
    {
        StringBuilder text = Hop(route, device);
        if (route.Source is not null) text.Append(" src ").Append(route.Source);
        return text.Append(CultureInfo.InvariantCulture, $" metric {Metric(route)}{Table(route)}").ToString();
    }

    /// <summary>" table 172"; nothing for the main table.</summary>
    public static string Table(LinkRoute route) =>
        route.Table == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" table {route.Table}");

    /// <summary>
    /// The commands for sh that make a rule, also where it is there already: ip-rule(8) knows no "replace".
    /// </summary>
    public static IEnumerable<string> RuleUp(LinkRule rule) =>
        [RuleDown(rule), $"ip {rule.Option} rule add {Rule(rule)}"];

    /// <summary>The command for sh that takes a rule away; one that is gone is no error.</summary>
    public static string RuleDown(LinkRule rule) => $"ip {rule.Option} rule del {Rule(rule)} 2>/dev/null || true";

    /// <summary>As "from 192.0.2.10/32 lookup 172 pref 7100".</summary>
    public static string Rule(LinkRule rule) => RouteText.Of(rule);

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
