using System.Globalization;
using System.Net;
using ContainerNet.Engine.DistroConfig.Text;
using ContainerNet.Engine.Kernel.Plan;

namespace ContainerNet.Engine.DistroConfig.Netplan;

/// <summary>The text of a netplan file.</summary>
/// <remarks>
/// netplan merges all files, so every boolean is written: what is left out would be another file's. "renderer" stays
/// the system's own. Older parsers don't know "default", and gateway4 is deprecated.
/// </remarks>
internal static class NetplanFile
{
    public static IEnumerable<string> Lines(InterfaceState state)
    {
        yield return "network:";
        yield return "  version: 2";
        yield return "  ethernets:";
        yield return $"    {InterfaceName.Of(state)}:";
        foreach (string line in Settings(state)) yield return "      " + line;
        if (state.Container.Addresses.Count > 0) yield return "      addresses:";
        foreach (IPInterfaceAddress address in state.Container.Addresses)
            yield return $"        - {Quoted(address.ToString())}";
        if (state.Container.Routes.Count > 0) yield return "      routes:";
        foreach (LinkRoute route in state.Container.Routes)
        {
            string start = "        - ";
            foreach (string line in Route(route))
            {
                yield return start + line;
                start = "          ";
            }
        }

        if (state.Container.Rules.Count > 0) yield return "      routing-policy:";
        foreach (LinkRule rule in state.Container.Rules)
        {
            yield return $"        - from: {Quoted(rule.From.ToString())}";
            yield return string.Create(CultureInfo.InvariantCulture, $"          table: {rule.Table}");
            yield return string.Create(CultureInfo.InvariantCulture, $"          priority: {SourceRouting.Priority}");
        }
    }

    private static IEnumerable<string> Settings(InterfaceState state)
    {
        yield return $"dhcp4: {Word(state.Dhcp)}";
        // A router advertisement starts DHCPv6 where it says so.
        yield return "dhcp6: false";
        yield return $"accept-ra: {Word(state.Dhcp)}";
        yield return $"optional: {Word(!state.Dhcp)}";
        if (state.Mac is not null) yield return $"macaddress: \"{state.Mac}\"";
        if (state.Mtu is int mtu) yield return string.Create(CultureInfo.InvariantCulture, $"mtu: {mtu}");
    }

    private static IEnumerable<string> Route(LinkRoute route)
    {
        yield return $"to: {Quoted(route.Destination.ToString())}";
        if (route.Via is not null) yield return $"via: {Quoted(route.Via)}";
        if (route.Via is null) yield return "scope: link";
        if (route.OnLink) yield return "on-link: true";
        if (route.Source is not null) yield return $"from: {Quoted(route.Source)}";
        if (route.Metric != 0) yield return string.Create(CultureInfo.InvariantCulture, $"metric: {route.Metric}");
        if (route.Table != 0) yield return string.Create(CultureInfo.InvariantCulture, $"table: {route.Table}");
    }

    private static string Word(bool value) => value ? "true" : "false";

    private static string Quoted(IPAddress address) => Quoted(address.ToString());

    // A colon has a meaning of its own in YAML.
    private static string Quoted(string text) => text.Contains(':', StringComparison.Ordinal) ? $"\"{text}\"" : text;
}
