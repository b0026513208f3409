using ContainerNet.Engine.DistroConfig.Networkd;
using ContainerNet.Engine.DistroConfig.Text;
using ContainerNet.Engine.Kernel.Plan;
using ContainerNet.Engine.RootFs;

namespace ContainerNet.Engine.DistroConfig.Netplan;

/// <summary>
/// netplan: a YAML file for each interface. What YAML has no key for goes to a drop-in for the file that netplan makes
/// for networkd; where the system's renderer is NetworkManager, nothing reads the drop-in.
/// </summary>
internal sealed class NetplanStack : INetworkStack
{
    private const string Directory = "/etc/netplan";
    private const string NetworkdDirectory = "/etc/systemd/network";
    private const string Generated = "10-netplan-";
    private const string DropInEnd = ".network.d";
    private const string DropInName = "containernet.conf";

    public string Name => "netplan";

    public RenderedConfig Render(RenderRequest request) => new()
    {
        Files = [.. request.Interfaces.SelectMany(Files)],
        Owned = [new(Directory, "60-containernet-*.yaml"), .. DropIns(request.RootFs)],
    };

    // After 50-cloud-init.yaml and an image's 10-lxc.yaml, since the later file's booleans win. Secret, or netplan
    // warns each time.
    private static IEnumerable<RenderedFile> Files(InterfaceState state)
    {
        string name = InterfaceName.Of(state);
        yield return new RenderedFile(
            $"{Directory}/60-containernet-{name}.yaml", Lines.Join(NetplanFile.Lines(state)), Permission.Secret,
            FileOwnership.Whole);
        if (state.Dhcp) yield break;
        yield return new RenderedFile(
            $"{NetworkdDirectory}/{Generated}{name}{DropInEnd}/{DropInName}", Lines.Join(DropIn()), Permission.Readable,
            FileOwnership.Whole);
    }

    private static string[] DropIn() =>
    [
        "[Link]",
        NetworkFile.Online,
        "",
        "[Network]",
        NetworkFile.WithoutCarrier,
        NetworkFile.Keep,
        "IPv6DuplicateAddressDetection=0",
    ];

    private static IEnumerable<OwnedPattern> DropIns(IRootFsView root) => root.List(NetworkdDirectory)
        .Where(n => n.StartsWith(Generated, StringComparison.Ordinal))
        .Where(n => n.EndsWith(DropInEnd, StringComparison.Ordinal))
        .Select(n => new OwnedPattern($"{NetworkdDirectory}/{n}", DropInName));
}
