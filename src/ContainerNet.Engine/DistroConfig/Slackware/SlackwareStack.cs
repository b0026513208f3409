using ContainerNet.Engine.DistroConfig.Text;
using ContainerNet.Engine.Kernel.Plan;
using ContainerNet.Engine.RootFs;

namespace ContainerNet.Engine.DistroConfig.Slackware;

/// <summary>
/// Slackware: rc.inet1.conf knows no source address of a route and belongs to the administrator, so scripts of our own,
/// which a block in rc.local runs; stock rc.M runs that at the end of every boot.
/// </summary>
internal sealed class SlackwareStack : INetworkStack
{
    private const string Scripts = "/etc/rc.d/rc.containernet.d";

    public string Name => "slackware";

    public RenderedConfig Render(RenderRequest request)
    {
        List<RenderedFile> files = [.. request.Interfaces.Select(Script)];
        files.Add(new RenderedFile(
            "/etc/rc.d/rc.local", files.Count == 0 ? "" : Runner, Permission.Executable, FileOwnership.Block)
        {
            FirstLine = "#!/bin/sh",
        });
        return new RenderedConfig { Files = files, Owned = [new(Scripts, "net.*.sh")] };
    }

    private static string Runner { get; } = Lines.Join(
    [
        $"for script in {Scripts}/net.*.sh; do",
        "  [ ! -x \"$script\" ] || \"$script\"",
        "done",
    ]);

    private static RenderedFile Script(InterfaceState state)
    {
        string name = InterfaceName.Of(state);
        return new RenderedFile(
            $"{Scripts}/net.{name}.sh", Lines.Join([.. IpScript.Up(state), .. Dhcp(state, name)]),
            Permission.Executable, FileOwnership.Whole)
        {
            FirstLine = "#!/bin/sh",
        };
    }

    // In the background at once: a server that does not answer must not hold up the boot.
    private static IEnumerable<string> Dhcp(InterfaceState state, string name) =>
        state.Dhcp ? [$"dhcpcd -b {name}"] : [];
}
