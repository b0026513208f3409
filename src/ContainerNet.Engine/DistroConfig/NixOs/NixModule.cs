using System.Text;
using ContainerNet.Engine.DistroConfig.Text;
using ContainerNet.Engine.Kernel.Plan;

namespace ContainerNet.Engine.DistroConfig.NixOs;

/// <summary>The interfaces as a NixOS module, with options that releases have had since 18.09.</summary>
internal static class NixModule
{
    public static string Of(IReadOnlyList<InterfaceState> interfaces) => Lines.Join(
    [
        "{ ... }:",
        "{",
        .. Sysctl(interfaces),
        .. interfaces.SelectMany(Interface),
        .. Rules([.. interfaces.SelectMany(i => i.Container.Rules)]),
        "}",
    ]);

    /// <summary>A string of the language: what would end it, or be replaced in it, is escaped.</summary>
    public static string Quote(string text)
    {
        var quoted = new StringBuilder("\"");
        foreach (char c in text)
        {
            // "$" only means something before "{"; escaped it is itself everywhere.
            _ = c switch
            {
                '"' or '\\' or '$' => quoted.Append('\\').Append(c),
                '\n' => quoted.Append("\\n"),
                '\r' => quoted.Append("\\r"),
                '\t' => quoted.Append("\\t"),
                '\0' => throw new ArgumentException("A string of Nix can't hold NUL.", nameof(text)),
                _ => quoted.Append(c),
            };
        }

        return quoted.Append('"').ToString();
    }

    private static IEnumerable<string> Sysctl(IReadOnlyList<InterfaceState> interfaces)
    {
        List<string> names =
            [.. interfaces.Where(i => !i.Dhcp).Select(i => InterfaceName.AsSysctl(InterfaceName.Of(i)))];
        if (names.Count == 0) yield break;
        // The addresses must not be tentative when the routes that have them as source are added.
        yield return "  boot.kernel.sysctl = {";
        foreach (string name in names)
        {
            yield return $"    {Quote($"net.ipv6.conf.{name}.accept_ra")} = 0;";
            yield return $"    {Quote($"net.ipv6.conf.{name}.accept_dad")} = 0;";
        }

        yield return "  };";
    }

    private static IEnumerable<string> Interface(InterfaceState state)
    {
        yield return $"  networking.interfaces.{Quote(InterfaceName.Of(state))} = {{";
        yield return $"    useDHCP = {(state.Dhcp ? "true" : "false")};";
        if (state.Mtu is int mtu) yield return $"    mtu = {mtu};";
        foreach (FamilyState family in FamilyState.Both(state))
        {
            string set = family.Version == IPVersion.IPv4 ? "ipv4" : "ipv6";
            foreach (string line in List($"{set}.addresses", family.Addresses.Select(Address))) yield return line;
            foreach (string line in List($"{set}.routes", family.Routes.Select(Route))) yield return line;
        }

        yield return "  };";
    }

    // No option knows rules for both, the scripts and networkd; the commands are run beside either, with "set -e".
    private static IEnumerable<string> Rules(IReadOnlyList<LinkRule> rules) => rules.Count == 0
        ? []
        :
        [
            "  networking.localCommands =",
            .. rules.SelectMany(IpWords.RuleUp).Select((c, i) => $"    {(i == 0 ? "" : "+ ")}{Quote(c + "\n")}"),
            "  ;",
        ];

    private static IEnumerable<string> List(string name, IEnumerable<string> items)
    {
        List<string> lines = [.. items.Select(item => $"      {item}")];
        return lines.Count == 0 ? [] : [$"    {name} = [", .. lines, "    ];"];
    }

    private static string Address(IPInterfaceAddress address) =>
        $"{{ address = {Quote(address.IPAddress.ToString())}; prefixLength = {address.PrefixLength}; }}";

    private static string Route(LinkRoute route)
    {
        var text = new StringBuilder("{ ");
        text.Append($"address = {Quote(route.Destination.BaseAddress.ToString())}; ");
        text.Append($"prefixLength = {route.Destination.PrefixLength}; ");
        if (route.Via is not null) text.Append($"via = {Quote(route.Via.ToString())}; ");
        // An option's name and value become words of ip-route(8), or a key of networkd: "onlink" has no value there.
        if (route.OnLink) text.Append("options.onlink = \"\"; ");
        if (route.Source is not null) text.Append($"options.src = {Quote(route.Source.ToString())}; ");
        if (route.Metric != 0) text.Append($"options.metric = {Quote($"{route.Metric}")}; ");
        if (route.Table != 0) text.Append($"options.table = {Quote($"{route.Table}")}; ");
        return text.Append('}').ToString();
    }
}
