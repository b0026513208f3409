using System.Net;
using ContainerNet.Engine.DistroConfig.Text;
using ContainerNet.Engine.Kernel.Plan;

namespace ContainerNet.Engine.DistroConfig.Ifupdown;

/// <summary>One interface in the words of interfaces(5): "auto", and a stanza for each family.</summary>
/// <remarks>
/// Only the first address of a family stands in its stanza: a second "address", or a second stanza of a family, is
/// refused by one reader or another. The rest are commands, by replace: with add, one that was there already would stop
/// everything after it.
/// </remarks>
internal sealed class Stanzas(InterfaceState state, InterfacesDialect dialect)
{
    private readonly string _name = InterfaceName.Of(state);

    /// <summary>A client's host name as the administrator's stanza had it; null for none.</summary>
    public string? Hostname { get; init; }

    /// <summary>The lines.</summary>
    public IEnumerable<string> Lines()
    {
        var v4 = FamilyState.V4(state);
        var v6 = FamilyState.V6(state);
        List<Stanza> stanzas = [];
        if (state.Dhcp || v4.Addresses.Count > 0 || v4.Routes.Count > 0) stanzas.Add(Inet(v4));
        if (state.Dhcp || v6.Addresses.Count > 0 || v6.Routes.Count > 0) stanzas.Add(Inet6(v6));
        // An "auto" line without a stanza is an error.
        if (stanzas.Count == 0) stanzas.Add(new Stanza($"iface {_name} inet manual", [], LinkUp()));
        yield return $"auto {_name}";
        for (int i = 0; i < stanzas.Count; i++)
        {
            yield return stanzas[i].Head;
            IEnumerable<string> body = [.. stanzas[i].Options, .. i == 0 ? LinkSettings() : [], .. stanzas[i].Commands];
            foreach (string line in body) yield return "    " + line;
        }
    }

    private Stanza Inet(FamilyState family)
    {
        string method = family.Dhcp ? "dhcp" : family.Addresses.Count > 0 ? "static" : "manual";
        string head = $"iface {_name} inet {method}";
        return method switch
        {
            "dhcp" => new Stanza(head, Hostname is null ? [] : [$"hostname {Hostname}"], Commands(family)),
            "static" => new Stanza(head, FirstAddress(family), Commands(family)),
            _ => new Stanza(head, [], LinkUp().Concat(Commands(family))),
        };
    }

    private Stanza Inet6(FamilyState family)
    {
        string method = family.Dhcp && dialect.HasIproute ? "auto"
            : !family.Dhcp && family.Addresses.Count > 0 ? "static" : "manual";
        List<string> options = method == "static" ? [.. FirstAddress(family)] : [];
        List<string> commands = [];
        if (method == "static" && dialect.HasIproute) options.Add("dad-attempts 0");
        if (method == "manual" && family.Dhcp) commands.Add(Knob("accept_ra", "1"));
        // While an address is tentative it can't be the source of a route; busybox's ip can't say nodad.
        if (!dialect.HasIproute && family.Addresses.Count > 0) commands.Add(Knob("accept_dad", "0"));
        if (method == "manual" && !family.Dhcp) commands.AddRange(LinkUp());
        return new Stanza($"iface {_name} inet6 {method}", options, commands.Concat(Commands(family)));
    }

    /// <summary>What is done before the link goes up.</summary>
    private IEnumerable<string> LinkSettings()
    {
        if (!state.Dhcp) yield return Knob("accept_ra", "0");
        if (state.Mac is not null) yield return $"pre-up ip link set dev {_name} address {state.Mac}";
        if (state.Mtu is int mtu) yield return $"pre-up ip link set dev {_name} mtu {mtu}";
    }

    private IEnumerable<string> LinkUp() => [$"up ip link set dev {_name} up"];

    private IEnumerable<string> FirstAddress(FamilyState family)
    {
        IPInterfaceAddress first = family.Addresses[0];
        if (dialect.HasPrefixLength) return [$"address {first}"];
        string mask = family.Version == IPVersion.IPv6
            ? first.PrefixLength.ToString(System.Globalization.CultureInfo.InvariantCulture)
            : Netmask(first.PrefixLength).ToString();
        return [$"address {first.IPAddress}", $"netmask {mask}"];
    }

    private IEnumerable<string> Commands(FamilyState family)
    {
        string flag = family.Version == IPVersion.IPv6 && dialect.HasIproute ? " nodad" : "";
        foreach (IPInterfaceAddress address in family.Addresses.Skip(family.Dhcp ? 0 : 1))
            yield return $"up ip {family.Option} addr replace {address} dev {_name}{flag}";
        IEnumerable<LinkRoute> routes = dialect.HasIproute
            ? family.Routes
            : family.RoutesWithLinkHops().Select(r => r with { OnLink = false });
        foreach (LinkRoute route in routes)
        {
            string command = $"ip {family.Option} route replace {IpWords.Route(route, _name)}";
            // Without nodad the kernel ends the tentative state a moment later, in a work queue, DAD or not.
            bool isEarly = family.Version == IPVersion.IPv6 && route.Source is not null && !dialect.HasIproute;
            yield return isEarly ? $"up {command} || {{ sleep 1; {command}; }}" : $"up {command}";
        }

        foreach (LinkRule rule in family.Rules)
        {
            foreach (string command in IpWords.RuleUp(rule)) yield return $"up {command}";
            yield return $"down {IpWords.RuleDown(rule)}";
        }
    }

    // Not there in a kernel without IPv6, or with ipv6.disable=1; a line that fails would stop everything after it.
    private string Knob(string knob, string value) =>
        $"pre-up echo {value} > /proc/sys/net/ipv6/conf/{_name}/{knob} || true";

    private static IPAddress Netmask(int prefixLength) =>
        IPText.FromNumber(IPText.Mask(prefixLength, 32), IPVersion.IPv4);

    private sealed record Stanza(string Head, IEnumerable<string> Options, IEnumerable<string> Commands);
}
