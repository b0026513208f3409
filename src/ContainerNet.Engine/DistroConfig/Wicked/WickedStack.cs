using ContainerNet.Engine.DistroConfig.Text;
using ContainerNet.Engine.Kernel.Plan;
using ContainerNet.Engine.RootFs;

namespace ContainerNet.Engine.DistroConfig.Wicked;

/// <summary>SUSE's ifcfg, ifroute, ifrule and ifsysctl files, as wicked reads them.</summary>
internal sealed class WickedStack : INetworkStack
{
    private const string Directory = "/etc/sysconfig/network";

    public string Name => "wicked";

    public RenderedConfig Render(RenderRequest request)
    {
        var files = new List<RenderedFile>();
        foreach (InterfaceState state in request.Interfaces)
        {
            string name = InterfaceName.Of(state);
            files.Add(File($"ifcfg-{name}", Ifcfg(state)));
            List<string> routes =
                [.. FamilyState.Both(state).SelectMany(f => f.RoutesWithLinkHops()).Select(r => Route(r, name))];
            if (routes.Count > 0) files.Add(File($"ifroute-{name}", routes));
            if (state.Container.Rules.Count > 0) files.Add(File($"ifrule-{name}", state.Container.Rules.Select(Rule)));
            if (!state.Dhcp) files.Add(File($"ifsysctl-{name}", Sysctl(name)));
        }

        return new RenderedConfig
        {
            Files = files,
            Owned =
            [
                new(Directory, "ifcfg-*"), new(Directory, "ifroute-*"), new(Directory, "ifrule-*"),
                new(Directory, "ifsysctl-*"),
            ],
        };
    }

    private static IEnumerable<string> Ifcfg(InterfaceState state)
    {
        yield return "STARTMODE='auto'";
        // Static addresses count beside DHCP as they are; "+static" is no word of wicked's. IPv6 comes from router
        // advertisements: dhcp6 would wait for a server that need not be there.
        yield return $"BOOTPROTO='{(state.Dhcp ? "dhcp4" : "static")}'";
        if (state.Mtu is int mtu) yield return $"MTU='{mtu}'";
        // Nobody else can be on the link of a routed interface to have the address.
        if (state.Type == CtNetIfType.Routed) yield return "CHECK_DUPLICATE_IP='no'";
        int number = 0;
        foreach (IPInterfaceAddress address in FamilyState.Both(state).SelectMany(f => f.Addresses))
            yield return $"IPADDR_{number++}='{address}'";
    }

    // DESTINATION GATEWAY NETMASK INTERFACE OPTIONS; "default" gets its family from the gateway.
    private static string Route(LinkRoute route, string name)
    {
        string text = $"{IpWords.Destination(route)} {route.Via?.ToString() ?? "-"} - {name}";
        if (route.Source is not null) text += $" src {route.Source}";
        if (route.Metric != 0) text += $" metric {route.Metric}";
        return text + IpWords.Table(route);
    }

    private static string Rule(LinkRule rule) =>
        (rule.Version == IPVersion.IPv4 ? "ipv4 " : "ipv6 ")
        + $"from {rule.From} table {rule.Table} pref {SourceRouting.Priority}";

    private static IEnumerable<string> Sysctl(string name)
    {
        string knob = $"net.ipv6.conf.{InterfaceName.AsSysctl(name)}";
        return [$"{knob}.accept_ra = 0", $"{knob}.accept_dad = 0"];
    }

    private static RenderedFile File(string name, IEnumerable<string> lines) =>
        new($"{Directory}/{name}", Lines.Join(lines), Permission.Readable, FileOwnership.Whole);
}
