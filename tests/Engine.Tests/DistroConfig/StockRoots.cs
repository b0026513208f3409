namespace ContainerNet.Engine.Tests.DistroConfig;

/// <summary>What freshly installed systems have of the files that a stack looks at.</summary>
internal static class StockRoots
{
    public const string DebianInterfaces =
        "# interfaces(5) file used by ifup(8) and ifdown(8)\n"
        + "# Include files from /etc/network/interfaces.d:\n"
        + "source /etc/network/interfaces.d/*\n";

    public const string AlpineInterfaces =
        "auto lo\niface lo inet loopback\n\nauto eth0\niface eth0 inet dhcp\n\thostname $(hostname)\n";

    public static FakeRootFs Of(string stack) => stack switch
    {
        "ifupdown" => new FakeRootFs().File("/etc/network/interfaces", DebianInterfaces)
            .File("/usr/lib/systemd/system/networking.service"),
        "ifupdown-ng" => new FakeRootFs().File("/etc/network/interfaces", AlpineInterfaces)
            .File("/etc/init.d/networking"),
        "networkd" => new FakeRootFs().File("/usr/lib/systemd/system/systemd-networkd.service"),
        "void" => new FakeRootFs().Directory("/etc/sv/dhcpcd").Directory("/etc/runit/runsvdir/default"),
        _ => new FakeRootFs(),
    };
}
