using ContainerNet.Engine.DistroConfig.Text;
using ContainerNet.Engine.RootFs;

namespace ContainerNet.Engine.DistroConfig.Networkd;

/// <summary>systemd-networkd: a .network file for each interface.</summary>
internal sealed class NetworkdStack : INetworkStack
{
    private const string Directory = "/etc/systemd/network";
    private const string Unit = "systemd-networkd.service";

    public string Name => "networkd";

    // The first file by name that matches an interface is the only one read; images ship eth0.network, cloud-init
    // 10-cloud-init-eth0.network. Readable for all: networkd runs as a user of its own, and passes over others
    // silently.
    public RenderedConfig Render(RenderRequest request) => new()
    {
        Files =
        [
            .. request.Interfaces.Select(s => new RenderedFile(
                $"{Directory}/05-containernet-{InterfaceName.Of(s)}.network", Lines.Join(NetworkFile.Lines(s)),
                Permission.Readable, FileOwnership.Whole)),
        ],
        Links = request.Interfaces.Count == 0 ? [] : [.. EnablingLink.For(Unit, request.RootFs)],
        Warnings = [.. EnablingLink.Warnings(Unit, request.RootFs)],
        Owned = [new(Directory, "05-containernet-*.network")],
    };
}
