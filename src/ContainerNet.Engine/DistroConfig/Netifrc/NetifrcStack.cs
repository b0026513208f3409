using ContainerNet.Engine.DistroConfig.Text;
using ContainerNet.Engine.Kernel.Plan;
using ContainerNet.Engine.RootFs;

namespace ContainerNet.Engine.DistroConfig.Netifrc;

/// <summary>
/// Gentoo's netifrc under OpenRC: a file of our own for each interface beside the administrator's /etc/conf.d/net, and
/// the two links that make and enable its service.
/// </summary>
internal sealed class NetifrcStack : INetworkStack
{
    public string Name => "netifrc";

    public RenderedConfig Render(RenderRequest request)
    {
        var files = new List<RenderedFile>();
        var links = new List<RenderedLink>();
        foreach (InterfaceState state in request.Interfaces)
        {
            string name = InterfaceName.Of(state);
            files.Add(new RenderedFile(
                $"/etc/conf.d/net.{name}", Lines.Join(Config(state)), Permission.Readable, FileOwnership.Whole));
            links.Add(new RenderedLink($"/etc/init.d/net.{name}", "net.lo"));
            links.Add(new RenderedLink($"/etc/runlevels/default/net.{name}", $"/etc/init.d/net.{name}"));
        }

        return new RenderedConfig { Files = files, Links = links, Owned = [new("/etc/conf.d", "net.*")] };
    }

    private static IEnumerable<string> Config(InterfaceState state)
    {
        string name = InterfaceName.Of(state);
        string variable = InterfaceName.AsVariable(name);
        // Without any, netifrc would ask for DHCP.
        List<string> config = state.Dhcp ? ["dhcp"] : [];
        config.AddRange(FamilyState.V4(state).Addresses.Select(a => a.ToString()));
        config.AddRange(FamilyState.V6(state).Addresses.Select(a => $"{a} nodad"));
        yield return $"config_{variable}=\"{(config.Count == 0 ? "null" : string.Join('\n', config))}\"";
        // The families in order: a line with -6 leaves the later ones IPv6.
        List<string> routes = [.. FamilyState.Both(state).SelectMany(f => f.RoutesWithLinkHops()).Select(Route)];
        if (routes.Count > 0) yield return $"routes_{variable}=\"{string.Join('\n', routes)}\"";
        foreach (FamilyState family in FamilyState.Both(state).Where(f => f.Rules.Count > 0))
        {
            string key = family.Version == IPVersion.IPv4 ? "rules" : "rules6";
            yield return $"{key}_{variable}=\"{string.Join('\n', family.Rules.Select(IpWords.Rule))}\"";
        }

        if (state.Mtu is int mtu) yield return $"mtu_{variable}=\"{mtu}\"";
        if (state.Dhcp) yield break;
        // Else the link comes up first, and a router may be faster.
        yield return $"up_before_preup_{variable}=\"no\"";
        string knob = $"/proc/sys/net/ipv6/conf/{name}/accept_ra";
        yield return $"preup() {{ [ ! -e {knob} ] || echo 0 > {knob}; }}";
    }

    // The metric is always said: without, netifrc takes the interface's index.
    private static string Route(LinkRoute route)
    {
        string text = route.Version == IPVersion.IPv6 ? "-6 " : "";
        text += IpWords.Destination(route);
        if (route.Via is not null) text += $" via {route.Via}";
        if (route.Via is null && route.Version == IPVersion.IPv4) text += " scope link";
        if (route.Source is not null) text += $" src {route.Source}";
        return $"{text} metric {IpWords.Metric(route)}{IpWords.Table(route)}";
    }
}
