using System.Globalization;
using ContainerNet.Engine.DistroConfig.Text;
using ContainerNet.Engine.Kernel.Plan;
using ContainerNet.Engine.RootFs;

namespace ContainerNet.Engine.DistroConfig.NetworkManager;

/// <summary>NetworkManager's keyfiles: Fedora 33, Enterprise Linux 9, and later.</summary>
internal sealed class KeyfileStack : INetworkStack
{
    private const string Connections = "/etc/NetworkManager/system-connections";

    public string Name => "networkmanager";

    public RenderedConfig Render(RenderRequest request)
    {
        var files = new List<RenderedFile>();
        var warnings = new List<string>();
        foreach (InterfaceState state in request.Interfaces)
        {
            string name = InterfaceName.Of(state);
            // NetworkManager ignores a profile that anybody but root can read: it may hold secrets.
            files.Add(new RenderedFile(
                $"{Connections}/containernet-{name}.nmconnection", Lines.Join(Profile(request.Container, state)),
                Permission.Secret, FileOwnership.Whole));
            files.AddRange(DeviceRules.For(name));
            if (FamilyState.V4(state) is { Addresses.Count: 0, Routes.Count: > 0 })
            {
                warnings.Add(
                    $"{Name}: {name} has no IPv4 address yet, and NetworkManager takes no IPv4 routes without one.");
            }
        }

        return new RenderedConfig
        {
            Files = files,
            Owned = [new(Connections, "containernet-*.nmconnection"), .. DeviceRules.Owned],
            Warnings = warnings,
        };
    }

    private static IEnumerable<string> Profile(string container, InterfaceState state)
    {
        string name = InterfaceName.Of(state);
        yield return "[connection]";
        yield return $"id=containernet-{name}";
        yield return $"uuid={ProfileUuid.Of(container, name)}";
        yield return "type=ethernet";
        yield return $"interface-name={name}";
        // Images bring a profile of rank 0 for eth0, and of two equal ones the last used wins.
        yield return "autoconnect-priority=10";
        if (state.Mtu is int mtu)
        {
            yield return "";
            yield return "[ethernet]";
            yield return $"mtu={mtu}";
        }

        foreach (FamilyState family in FamilyState.Both(state))
        {
            yield return "";
            foreach (string line in Section(family)) yield return line;
        }
    }

    private static IEnumerable<string> Section(FamilyState family)
    {
        yield return family.Version == IPVersion.IPv4 ? "[ipv4]" : "[ipv6]";
        yield return $"method={Method(family)}";
        if (family.Version == IPVersion.IPv6)
        {
            // The default differs between versions, and with it the address.
            yield return "addr-gen-mode=eui64";
        }

        if (family.Version == IPVersion.IPv4 && family.Addresses.Count == 0 && !family.Dhcp) yield break;
        int number = 0;
        foreach (IPInterfaceAddress address in family.Addresses) yield return $"address{++number}={address}";
        number = 0;
        foreach (LinkRoute route in family.Routes)
        {
            yield return $"route{++number}={Route(route)}";
            string options = Options(route);
            if (options.Length > 0) yield return $"route{number}_options={options}";
        }

        number = 0;
        foreach (LinkRule rule in family.Rules) yield return $"routing-rule{++number}={RuleWords.Of(rule)}";
    }

    // IPv6 is never "disabled": that sets disable_ipv6, and the kernel then refuses an address added later.
    private static string Method(FamilyState family) =>
        family.Dhcp ? "auto"
        : family.Addresses.Count > 0 ? "manual"
        : family.Version == IPVersion.IPv4 ? "disabled" : "link-local";

    // Without a metric NetworkManager takes 100 and more, and a route that is changed while it runs would be a second
    // one.
    private static string Route(LinkRoute route)
    {
        string metric = IpWords.Metric(route).ToString(CultureInfo.InvariantCulture);
        string anywhere = route.Version == IPVersion.IPv4 ? "0.0.0.0" : "::";
        return $"{route.Destination},{route.Via?.ToString() ?? anywhere},{metric}";
    }

    private static string Options(LinkRoute route)
    {
        var options = new List<string>();
        if (route.OnLink) options.Add("onlink=true");
        if (route.Source is not null) options.Add($"src={route.Source}");
        if (route.Table != 0) options.Add(string.Create(CultureInfo.InvariantCulture, $"table={route.Table}"));
        return string.Join(',', options);
    }
}
