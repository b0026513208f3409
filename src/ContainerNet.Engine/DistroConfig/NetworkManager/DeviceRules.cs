using ContainerNet.Engine.DistroConfig.Text;
using ContainerNet.Engine.RootFs;

namespace ContainerNet.Engine.DistroConfig.NetworkManager;

/// <summary>
/// What makes NetworkManager take a veth at all: its own udev rules (85-nm-unmanaged.rules) leave veths alone unless
/// they are called eth0, eth1 and so on.
/// </summary>
internal static class DeviceRules
{
    private const string Conf = "/etc/NetworkManager/conf.d";
    private const string Udev = "/etc/udev/rules.d";

    public static IReadOnlyList<OwnedPattern> Owned { get; } =
        [new(Conf, "containernet-*.conf"), new(Udev, "86-containernet-*.rules")];

    /// <summary>The files for an interface; none for a name that is managed as it is.</summary>
    public static IEnumerable<RenderedFile> For(string name)
    {
        if (name is ['e', 't', 'h', >= '0' and <= '9', ..]) yield break;
        // Sections of the same name in several files are merged: each interface has its own.
        yield return new RenderedFile(
            $"{Conf}/containernet-{name}.conf",
            Lines.Join([$"[device-containernet-{name}]", $"match-device=interface-name:{name}", "managed=1"]),
            Permission.Readable, FileOwnership.Whole);
        yield return new RenderedFile(
            $"{Udev}/86-containernet-{name}.rules",
            Lines.Join([$"ENV{{ID_NET_DRIVER}}==\"veth\", ENV{{INTERFACE}}==\"{name}\", ENV{{NM_UNMANAGED}}=\"0\""]),
            Permission.Readable, FileOwnership.Whole);
    }
}
