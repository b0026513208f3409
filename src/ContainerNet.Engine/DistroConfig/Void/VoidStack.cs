using ContainerNet.Engine.DistroConfig.Text;
using ContainerNet.Engine.Kernel.Plan;
using ContainerNet.Engine.RootFs;

namespace ContainerNet.Engine.DistroConfig.Void;

/// <summary>
/// Void Linux: no network configuration of its own, but stage 1 of runit sources every script in core-services before
/// any service starts. DHCP is the dhcpcd service's, which would take every interface that it is not told to leave.
/// </summary>
internal sealed class VoidStack : INetworkStack
{
    private const string CoreServices = "/etc/runit/core-services";
    private const string Enabled = "/etc/runit/runsvdir/default";
    private const string DhcpcdConf = "/etc/dhcpcd.conf";
    private const string DhcpcdService = "/etc/sv/dhcpcd";

    public string Name => "void";

    public RenderedConfig Render(RenderRequest request)
    {
        var files = new List<RenderedFile>();
        var links = new List<RenderedLink>();
        var warnings = new List<string>();
        foreach (InterfaceState state in request.Interfaces)
        {
            string name = InterfaceName.Of(state);
            // In a subshell: the file is sourced, and must not change the shell that goes on to boot the system.
            files.Add(new RenderedFile(
                $"{CoreServices}/90-containernet-{name}.sh", Lines.Join(["(", .. IpScript.Up(state), ")"]),
                Permission.Readable, FileOwnership.Whole));
            if (state.Dhcp) AskForDhcp(name, request.RootFs, links, warnings);
            else WarnOfClient(name, request.RootFs, warnings);
        }

        // Without dhcpcd there is nobody to deny anything, and a file of ours would keep the package from bringing its
        // own.
        string[] denied = HasDhcpcd(request.RootFs)
            ? [.. request.Interfaces.Where(i => !i.Dhcp).Select(InterfaceName.Of)]
            : [];
        files.Add(new RenderedFile(
            DhcpcdConf, denied.Length == 0 ? "" : $"denyinterfaces {string.Join(' ', denied)}\n", Permission.Readable,
            FileOwnership.Block)
        {
            // After an "interface" line everything belongs to that interface.
            AtStart = true,
        });
        return new RenderedConfig
        {
            Files = files,
            Links = links,
            Owned = [new(CoreServices, "90-containernet-*.sh")],
            Warnings = warnings,
        };
    }

    private static bool HasDhcpcd(IRootFsView root) =>
        root.EntryExists(DhcpcdConf) || root.DirectoryExists(DhcpcdService);

    private void AskForDhcp(string name, IRootFsView root, List<RenderedLink> links, List<string> warnings)
    {
        string[] own = [$"{Enabled}/dhclient-{name}", $"{Enabled}/dhcpcd-{name}"];
        if (own.Any(root.EntryExists)) return;
        if (root.DirectoryExists(DhcpcdService))
        {
            if (links.Count == 0) links.Add(new RenderedLink($"{Enabled}/dhcpcd", DhcpcdService));
            return;
        }

        warnings.Add($"{Name}: {name} asks for DHCP, and there is no {DhcpcdService} to do it.");
    }

    private void WarnOfClient(string name, IRootFsView root, List<string> warnings)
    {
        foreach (string service in (string[])[$"dhclient-{name}", $"dhcpcd-{name}"])
        {
            if (!root.EntryExists($"{Enabled}/{service}")) continue;
            warnings.Add(
                $"{Name}: the service {service} is enabled and asks for DHCP on {name}; remove {Enabled}/{service}.");
        }
    }
}
