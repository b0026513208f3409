using System.Globalization;
using ContainerNet.Engine.DistroConfig.Text;
using ContainerNet.Engine.Kernel.Plan;
using ContainerNet.Engine.RootFs;

namespace ContainerNet.Engine.DistroConfig.Netctl;

/// <summary>Arch Linux's netctl: a profile, which bash sources, and the link that enables its unit.</summary>
internal sealed class NetctlStack : INetworkStack
{
    private const string Directory = "/etc/netctl";
    private const string Wants = "/etc/systemd/system/multi-user.target.wants";

    public string Name => "netctl";

    public RenderedConfig Render(RenderRequest request)
    {
        var files = new List<RenderedFile>();
        var links = new List<RenderedLink>();
        foreach (InterfaceState state in request.Interfaces)
        {
            // An underscore: a dash would have to be escaped in the unit's name.
            string profile = $"containernet_{InterfaceName.Of(state)}";
            files.Add(new RenderedFile(
                $"{Directory}/{profile}", Lines.Join(Profile(state)), Permission.Readable, FileOwnership.Whole));
            links.Add(new RenderedLink(
                $"{Wants}/netctl@{EscapeUnit(profile)}.service", "/usr/lib/systemd/system/netctl@.service"));
        }

        return new RenderedConfig { Files = files, Links = links, Owned = [new(Directory, "containernet_*")] };
    }

    /// <summary>As systemd-escape(1): what is no letter, digit, ':', '_' or '.' becomes \xNN.</summary>
    internal static string EscapeUnit(string text) => string.Concat(text.Select(c =>
        char.IsAsciiLetterOrDigit(c) || c is ':' or '_' or '.'
            ? c.ToString()
            : string.Create(CultureInfo.InvariantCulture, $"\\x{(int)c:x2}")));

    private static IEnumerable<string> Profile(InterfaceState state)
    {
        string name = InterfaceName.Of(state);
        var v4 = FamilyState.V4(state);
        var v6 = FamilyState.V6(state);
        yield return "Description='ContainerNet'";
        yield return $"Interface='{name}'";
        yield return "Connection=ethernet";
        // The link may be up already; netctl takes that for an error, and waits for a carrier.
        yield return "ForceConnect=yes";
        yield return "SkipNoCarrier=yes";
        yield return $"IP={(state.Dhcp ? "dhcp" : v4.Addresses.Count + v4.Routes.Count > 0 ? "static" : "no")}";
        if (!state.Dhcp && v4.Addresses.Count > 0) yield return Array("Address", v4.Addresses);
        if (v4.Routes.Count > 0) yield return Array("Routes", v4.Routes.Select(r => IpWords.Route(r, null)));
        // "static" even without addresses: it turns accept_ra off, where "no" would turn all of IPv6 off.
        yield return $"IP6={(state.Dhcp ? "stateless" : "static")}";
        if (v6.Addresses.Count > 0) yield return Array("Address6", v6.Addresses);
        yield return "SkipDAD=yes";
        if (v6.Routes.Count > 0) yield return Array("Routes6", v6.Routes.Select(r => IpWords.Route(r, null)));
        List<string> custom = [.. Custom(state, name, v4)];
        if (custom.Count > 0) yield return Array("IPCustom", custom);
        if (state.Container.Rules.Count == 0) yield break;

        // Not in IPCustom, whose lines nobody takes back: at the second start they would fail.
        yield return $"ExecUpPost='{string.Join("; ", state.Container.Rules.SelectMany(IpWords.RuleUp))}'";
        yield return $"ExecDownPre='{string.Join("; ", state.Container.Rules.Select(IpWords.RuleDown))}'";
    }

    // Arguments of ip(8) for what netctl has no key for: the MTU, and IPv4 addresses beside DHCP.
    private static IEnumerable<string> Custom(InterfaceState state, string name, FamilyState v4)
    {
        if (state.Mtu is int mtu) yield return $"link set dev {name} mtu {mtu}";
        if (!state.Dhcp) yield break;
        foreach (IPInterfaceAddress address in v4.Addresses) yield return $"addr replace {address} dev {name}";
    }

    private static string Array(string key, IEnumerable<object> items) =>
        $"{key}=({string.Join(' ', items.Select(item => $"'{item}'"))})";
}
