using ContainerNet.Engine.Model;

namespace ContainerNet.Engine.Tests.DistroConfig;

/// <summary>
/// Root file systems of distributions, as far as the detector looks: what their images and installers leave.
/// </summary>
internal static class Images
{
    private const string Wants = "/etc/systemd/system/multi-user.target.wants/";
    private const string Rhel = "rhel centos fedora";
    private const string Scripts = "/etc/sysconfig/network-scripts/";

    private static readonly Dictionary<string, (string Stack, Func<FakeRootFs> Root)> s_images = new()
    {
        ["almalinux 8"] = ("ifcfg", () => Initscripts(Os("almalinux", "8.10", Rhel))),
        ["almalinux 9"] =
            ("ifcfg", () => Manager(Os("almalinux", "9.4", Rhel), plugin: true, ifcfg: true)),
        ["almalinux 9 installed"] =
            ("networkmanager", () => Manager(Os("almalinux", "9.4", Rhel), plugin: true, ifcfg: false)),
        ["almalinux 10"] =
            ("networkmanager", () => Manager(Os("almalinux", "10.0", Rhel), plugin: false, ifcfg: true)),
        ["rocky 8"] = ("ifcfg", () => Initscripts(Os("rocky", "8.9", Rhel))),
        ["rocky 8 with NetworkManager"] =
            ("ifcfg", () => Manager(Os("rocky", "8.9", Rhel), plugin: true, ifcfg: true)),
        ["rocky 9"] =
            ("networkmanager", () => Manager(Os("rocky", "9.4", Rhel), plugin: true, ifcfg: false)),
        ["centos 6"] =
            ("ifcfg", () => Initscripts(new FakeRootFs().File("/etc/centos-release", "CentOS release 6.10 (Final)\n"))),
        ["centos 7"] = ("ifcfg", () => Initscripts(Os("centos", "7", "rhel fedora"))),
        ["centos stream 10"] =
            ("networkmanager", () => Manager(Os("centos", "10", "rhel fedora"), plugin: false, ifcfg: true)),
        ["fedora workstation"] = ("networkmanager", () => Manager(Os("fedora", "42", ""), plugin: false, ifcfg: false)),
        ["fedora container image"] = ("networkd", () => Networkd(Os("fedora", "42", ""))),
        ["debian 10"] = ("ifupdown", () => Ifupdown(Os("debian", "10", ""))),
        ["debian 12 container image"] = ("networkd", () => Networkd(Ifupdown(Os("debian", "12", "")))),
        ["debian 12 cloud"] =
            ("netplan", () => Netplan(Networkd(Ifupdown(Os("debian", "12", ""))), "50-cloud-init.yaml")),
        ["debian 13 debootstrap"] = ("ifupdown", () => Os("debian", "13", "")),
        ["devuan 5"] = ("ifupdown", () => Ifupdown(Os("devuan", "5", "debian"))),
        ["ubuntu 16.04"] = ("ifupdown", () => Ifupdown(Os("ubuntu", "16.04", "debian"))),
        ["ubuntu 22.04"] = ("netplan", () => Netplan(Networkd(Os("ubuntu", "22.04", "debian")), "10-lxc.yaml")),
        ["ubuntu 24.04 debootstrap"] = ("netplan", () => Os("ubuntu", "24.04", "debian")),
        ["alpine 3.12"] = ("ifupdown-ng", () => Os("alpine", "3.12.0", "").Link("/sbin/ifup", "/bin/busybox")),
        ["alpine 3.20"] =
            ("ifupdown-ng", () => Os("alpine", "3.20.1", "").Link("/sbin/ifup", "ifupdown")
                .Directory("/usr/libexec/ifupdown-ng")),
        ["chimera"] = ("ifupdown-ng", () => Os("chimera", null, "")),
        ["arch"] = ("networkd", () => Networkd(Os("arch", null, ""))),
        ["arch with netctl"] =
            ("netctl", () => Os("arch", null, "").File("/usr/bin/netctl").Link(Wants + "netctl@eth0.service", "/x")),
        ["gentoo openrc"] =
            ("netifrc", () => Os("gentoo", "2.15", "").Directory("/lib/netifrc").File("/etc/init.d/net.lo")),
        ["gentoo systemd"] = ("networkd", () => Networkd(Os("gentoo", "2.15", ""))),
        ["opensuse tumbleweed"] =
            ("wicked", () => Os("opensuse-tumbleweed", "20250101", "opensuse suse")
                .Link("/etc/systemd/system/network.service", "/usr/lib/systemd/system/wicked.service")),
        ["opensuse leap 15"] =
            ("wicked", () => Os("opensuse-leap", "15.6", "suse opensuse").Link(Wants + "wicked.service", "/x")),
        ["opensuse leap 16 container image"] =
            ("networkd", () => Networkd(Os("opensuse-leap", "16.0", "suse opensuse"))),
        ["void"] = ("void", () => Os("void", null, "").Directory("/etc/runit/runsvdir/default")),
        ["slackware"] =
            ("slackware", () => new FakeRootFs().File("/etc/slackware-version", "Slackware 15.0\n")
                .File("/etc/rc.d/rc.inet1")),
        ["nixos"] = ("nixos", () => Networkd(Os("nixos", "24.11", "")).File("/etc/NIXOS")),
        ["guix"] = ("guix", () => Os("guix", null, "")),
        ["linux mint"] =
            ("networkmanager", () => Manager(Os("linuxmint", "22", "ubuntu debian"), plugin: false, ifcfg: false)),
        ["oracle 8 by name"] = ("ifcfg", () => Os("ol", "8.9", "fedora")),
    };

    public static IEnumerable<string> Names => s_images.Keys;

    public static string Stack(string name) => s_images[name].Stack;

    public static FakeRootFs Root(string name) => s_images[name].Root();

    /// <summary>A root with an os-release, by the absolute link that some have.</summary>
    public static FakeRootFs Os(string id, string? version, string like)
    {
        string text = $"ID={id}\nID_LIKE=\"{like}\"\n" + (version is null ? "" : $"VERSION_ID=\"{version}\"\n");
        return new FakeRootFs().Link("/etc/os-release", "/usr/lib/os-release").File("/usr/lib/os-release", text);
    }

    public static FakeRootFs Networkd(FakeRootFs root) =>
        root.Link(Wants + "systemd-networkd.service", "/lib/systemd/system/systemd-networkd.service");

    public static FakeRootFs Ifupdown(FakeRootFs root) =>
        root.Link("/sbin", "usr/sbin").File("/usr/sbin/ifup").File("/etc/network/interfaces");

    private static FakeRootFs Netplan(FakeRootFs root, string file) =>
        root.File("/usr/share/netplan/netplan.script").Link("/usr/sbin/netplan", "../share/netplan/netplan.script")
            .File("/etc/netplan/" + file);

    private static FakeRootFs Initscripts(FakeRootFs root) => root.File(Scripts + "network-functions")
        .File(Scripts + "ifcfg-eth0").Link("/etc/rc.d/rc3.d/S10network", "../init.d/network");

    private static FakeRootFs Manager(FakeRootFs root, bool plugin, bool ifcfg)
    {
        root.Link(Wants + "NetworkManager.service", "/usr/lib/systemd/system/NetworkManager.service")
            .File("/usr/sbin/NetworkManager").File(Scripts + "readme-ifcfg-rh.txt");
        if (plugin) root.File("/usr/lib64/NetworkManager/1.46.0-1.el9/libnm-settings-plugin-ifcfg-rh.so");
        return ifcfg ? root.File(Scripts + "ifcfg-eth0") : root;
    }
}
