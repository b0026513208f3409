using ContainerNet.Engine.DistroConfig.NetworkManager;
using ContainerNet.Engine.DistroConfig.Text;
using ContainerNet.Engine.Kernel.Plan;
using ContainerNet.Engine.RootFs;

namespace ContainerNet.Engine.DistroConfig.Ifcfg;

/// <summary>
/// ifcfg files as the initscripts of CentOS 6 to 8 and NetworkManager's ifcfg-rh both read them. bash sources them as
/// root: every value is quoted, and nothing gets in that is no address, number or checked name.
/// </summary>
internal sealed class IfcfgStack : INetworkStack
{
    private const string Scripts = "/etc/sysconfig/network-scripts";
    private const string Sysctl = "/etc/sysctl.d";

    // Both readers skip such names as left behind by editors and rpm.
    private static readonly string[] s_ignored = [".bak", ".old", ".orig", ".rpmnew", ".rpmorig", ".rpmsave", ".swp"];

    public string Name => "ifcfg";

    public RenderedConfig Render(RenderRequest request)
    {
        var files = new List<RenderedFile>();
        var warnings = new List<string>();
        foreach (InterfaceState state in request.Interfaces)
        {
            string name = InterfaceName.Of(state);
            if (s_ignored.Any(end => name.EndsWith(end, StringComparison.Ordinal)))
                warnings.Add($"{Name}: a file called ifcfg-{name} is ignored as a left-over; rename the interface.");
            files.Add(File($"ifcfg-{name}", [.. IfcfgFile.Of(state), .. RulesOf(state, request.RootFs)]));
            AddAliases(state, files, warnings);
            AddRoutes("route", FamilyState.V4(state), name, files);
            AddRoutes("route6", FamilyState.V6(state), name, files);
            if (!IsReadByNetworkManager(request.RootFs)) AddRules(state, files);
            if (!state.Dhcp) files.Add(NoAdvertisements(name));
            if (request.RootFs.DirectoryExists("/etc/NetworkManager")) files.AddRange(DeviceRules.For(name));
        }

        files.Add(new RenderedFile(
            "/etc/sysconfig/network", files.Count > 0 ? "NETWORKING=yes\n" : "", Permission.Readable,
            FileOwnership.Block));
        return new RenderedConfig
        {
            Files = files,
            Owned =
            [
                new(Scripts, "ifcfg-*"), new(Scripts, "route-*"), new(Scripts, "route6-*"),
                new(Scripts, "rule-*"), new(Scripts, "rule6-*"),
                new(Sysctl, "90-containernet-*.conf"), .. DeviceRules.Owned,
            ],
            Warnings = warnings,
        };
    }

    // GATEWAY is dropped without a word when it is not in the network of the first address; a route file is not.
    private static void AddRoutes(string prefix, FamilyState family, string name, List<RenderedFile> files)
    {
        if (family.Routes.Count > 0)
            files.Add(File($"{prefix}-{name}", family.Routes.Select(r => IpWords.RouteWithMetric(r, name))));
    }

    // Where there is a rule file, NetworkManager does not read the route file beside it; the initscripts read nothing
    // else. Each gets its own.
    private static bool IsReadByNetworkManager(IRootFsView root) =>
        root.EntryExists("/etc/systemd/system/multi-user.target.wants/NetworkManager.service")
        || root.EntryExists("/etc/rc.d/rc3.d/S23NetworkManager");

    private static IEnumerable<string> RulesOf(InterfaceState state, IRootFsView root) => IsReadByNetworkManager(root)
        ? FamilyState.Both(state).SelectMany(f => f.Rules.Select((rule, place) =>
            $"ROUTING_RULE{(f.Version == IPVersion.IPv4 ? "" : "6")}_{place + 1}=\"{RuleWords.Of(rule)}\""))
        : [];

    private static void AddRules(InterfaceState state, List<RenderedFile> files)
    {
        string name = InterfaceName.Of(state);
        foreach (FamilyState family in FamilyState.Both(state).Where(f => f.Rules.Count > 0))
        {
            string prefix = family.Version == IPVersion.IPv4 ? "rule" : "rule6";
            files.Add(File($"{prefix}-{name}", family.Rules.Select(IpWords.Rule)));
        }
    }

    // The initscripts read IPADDR only without DHCP; alias files are read always, and by ifcfg-rh too.
    private void AddAliases(InterfaceState state, List<RenderedFile> files, List<string> warnings)
    {
        if (!state.Dhcp) return;
        string name = InterfaceName.Of(state);
        int number = 0;
        foreach (IPInterfaceAddress address in FamilyState.V4(state).Addresses)
        {
            string label = $"{name}:{number++}";
            if (label.Length > NameRules.LongestLink)
            {
                warnings.Add(
                    $"{Name}: {address} beside DHCP needs an alias of at most {NameRules.LongestLink} characters, and "
                    + $"{label} is longer.");
                continue;
            }

            files.Add(File($"ifcfg-{label}", IfcfgFile.Alias(label, address)));
        }
    }

    // The initscripts turn accept_ra off seconds after the link is up: a router's answer is faster, and its address and
    // default route would stay.
    private static RenderedFile NoAdvertisements(string name) => new(
        $"{Sysctl}/90-containernet-{name}.conf",
        $"net.ipv6.conf.{InterfaceName.AsSysctl(name)}.accept_ra = 0\n", Permission.Readable, FileOwnership.Whole);

    private static RenderedFile File(string name, IEnumerable<string> lines) =>
        new($"{Scripts}/{name}", Lines.Join(lines), Permission.Readable, FileOwnership.Whole);
}
