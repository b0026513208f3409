using System.Text.Json;

namespace ContainerNet.Engine.Tests.Harness;

/// <summary>
/// What ip -j shows of a network namespace, a line for each address, route and link, in a form that two states can be
/// compared in: without what differs from one start to the next (indexes, MACs) and what the kernel does in its own
/// time (the link-local addresses it makes of the MACs, and whether it has seen a carrier).
/// </summary>
internal static class KernelState
{
    private static readonly string[] s_timely = ["linkdown", "dead"];
    private static readonly string[] s_order = ["gateway", "dev", "protocol", "scope", "prefsrc", "metric"];

    /// <summary>The host's state, and that of a container.</summary>
    public static string Of(TestHost host, string container) =>
        $"host\n{Of(host)}\ncontainer\n{string.Join('\n', Lines(host, container))}";

    public static string Of(TestHost host) => string.Join('\n', Lines(host, null));

    /// <summary>The addresses of a link with their prefix lengths, in the kernel's order.</summary>
    public static IEnumerable<string> Addresses(TestHost host, string link, string? container = null) =>
        from item in host.Ip($"addr show dev {link}", container)
        from address in item.GetProperty("addr_info").EnumerateArray()
        where !IsOfMac(address)
        select $"{Text(address, "local")}/{Text(address, "prefixlen")}";

    /// <summary>The routes of a namespace, as ip writes them.</summary>
    public static IEnumerable<string> Routes(TestHost host, string? container = null) =>
        Routes(host, container, "-4").Concat(Routes(host, container, "-6"));

    /// <summary>The default routes of a namespace, IPv4 first.</summary>
    public static IEnumerable<string> Defaults(TestHost host, string container) =>
        Routes(host, container).Where(r => r.StartsWith("default", StringComparison.Ordinal));

    /// <summary>The host's end of a container's interface, as the host's links tell by their alias.</summary>
    public static string HostVeth(TestHost host, string container, string name) =>
        Text(
            host.Ip("link show type veth")
                .Single(l => Text(l, "ifalias").EndsWith($" {container}/{name}", StringComparison.Ordinal)),
            "ifname");

    private static IEnumerable<string> Lines(TestHost host, string? container)
    {
        foreach (JsonElement link in host.Ip("-d addr show", container))
        {
            string name = Text(link, "ifname");
            bool up = link.GetProperty("flags").EnumerateArray().Any(f => f.GetString() == "UP");
            yield return $"link {name} {(up ? "up" : "down")} mtu {Text(link, "mtu")} master {Text(link, "master")} "
                + $"alias {Text(link, "ifalias")} queues {Text(link, "num_tx_queues")} {Text(link, "num_rx_queues")}";
            foreach (JsonElement address in link.GetProperty("addr_info").EnumerateArray().Where(a => !IsOfMac(a)))
            {
                yield return $"addr {name} {Text(address, "local")}/{Text(address, "prefixlen")} "
                    + $"{Text(address, "scope")} {Text(address, "label")} secondary {Text(address, "secondary")} "
                    + $"nodad {Text(address, "nodad")} tentative {Text(address, "tentative")}";
            }
        }

        foreach (string route in Routes(host, container)) yield return "route " + route;
        foreach (string route in OtherRoutes(host, container)) yield return "route " + route;
        foreach (string rule in Rules(host, container)) yield return "rule " + rule;
    }

    /// <summary>The rules of a namespace beside the kernel's own three, as ip writes them.</summary>
    public static IEnumerable<string> Rules(TestHost host, string? container = null) =>
        from family in new[] { "-4", "-6" }
        from rule in host.Ip($"{family} rule show", container)
        where Text(rule, "priority") is not ("0" or "32766" or "32767")
        let made = Text(rule, "protocol")
        let text = $"{Text(rule, "priority")} from {Text(rule, "src")} to {Text(rule, "table")} proto {made}"
        orderby family, text
        select text;

    /// <summary>The routes of a namespace in tables of its own, neither the main one nor the local one.</summary>
    public static IEnumerable<string> OtherRoutes(TestHost host, string? container = null) =>
        from family in new[] { "-4", "-6" }
        from route in host.Ip($"{family} route show table all", container)
        where Text(route, "table") is not ("" or "local" or "main")
        let text = Route(route)
        orderby family, text
        select text;

    private static IEnumerable<string> Routes(TestHost host, string? container, string family) =>
        host.Ip($"{family} route show table main", container)
            .Where(r => Text(r, "dst") != "fe80::/64")
            .Select(Route)
            .Order(StringComparer.Ordinal);

    private static string Route(JsonElement route)
    {
        IEnumerable<string> words = route.EnumerateObject()
            .Where(p => p.Name is not ("dst" or "flags" or "expires" or "pref"))
            .OrderBy(p => Array.IndexOf(s_order, p.Name) is >= 0 and var place ? place : int.MaxValue)
            .Select(p => $"{Word(p.Name)} {p.Value}");
        IEnumerable<string> flags = route.TryGetProperty("flags", out JsonElement all)
            ? all.EnumerateArray().Select(f => f.GetString()!).Where(f => !s_timely.Contains(f))
            : [];
        return string.Join(' ', [Text(route, "dst"), .. words, .. flags]);
    }

    private static string Word(string property) => property switch
    {
        "gateway" => "via",
        "prefsrc" => "src",
        "protocol" => "proto",
        _ => property,
    };

    private static bool IsOfMac(JsonElement address) =>
        Text(address, "local").StartsWith("fe80:", StringComparison.Ordinal) && Text(address, "local") != "fe80::1";

    private static string Text(JsonElement element, string property) =>
        element.TryGetProperty(property, out JsonElement value) ? value.ToString() : "";
}
