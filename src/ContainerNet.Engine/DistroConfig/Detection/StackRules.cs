using ContainerNet.Engine.RootFs;

namespace ContainerNet.Engine.DistroConfig.Detection;

/// <summary>The signs of each network stack: its name and why, or null.</summary>
internal static class StackRules
{
    private const string NetworkScripts = "/etc/sysconfig/network-scripts";

    /// <summary>Distributions with a way of their own, which no other system has.</summary>
    public static (string Stack, string Reason)? Distribution(IRootFsView root, ServiceLinks _, OsRelease release)
    {
        if (root.EntryExists("/etc/NIXOS")) return ("nixos", "/etc/NIXOS marks a NixOS.");
        if (release.Id is "nixos" or "guix") return (release.Id, $"os-release says ID={release.Id}.");
        if (root.FileExists("/etc/slackware-version") && root.FileExists("/etc/rc.d/rc.inet1"))
            return ("slackware", "/etc/slackware-version and rc.inet1 exist.");
        return null;
    }

    public static (string Stack, string Reason)? Netplan(IRootFsView root, ServiceLinks _, OsRelease release)
    {
        string? program = FirstFile(root, "/usr/sbin/netplan", "/usr/bin/netplan", "/usr/share/netplan/netplan.script");
        if (program is null) return null;
        string[] directories = ["/etc/netplan", "/run/netplan", "/lib/netplan"];
        string? file = directories.SelectMany(d => root.List(d).Select(n => $"{d}/{n}"))
            .FirstOrDefault(p => p.EndsWith(".yaml", StringComparison.Ordinal));
        return file is null ? null : ("netplan", $"{program} is installed, and reads {file}.");
    }

    public static (string Stack, string Reason)? NetworkManager(IRootFsView root, ServiceLinks services, OsRelease _)
    {
        string? start = services.IsEnabled("NetworkManager.service")
            ? services.WantedIn("NetworkManager.service")
            : FirstEntry(root, "/etc/runlevels/default/NetworkManager", "/etc/runlevels/default/networkmanager");
        string? program = FirstFile(root, "/usr/sbin/NetworkManager", "/usr/bin/NetworkManager");
        if (start is null || program is null) return null;
        string enabled = $"{start} enables NetworkManager";
        string? ifcfg = root.List(NetworkScripts).FirstOrDefault(IsIfcfg);
        return ifcfg is not null && HasIfcfgPlugin(root)
            ? ("ifcfg", $"{enabled}, which reads {NetworkScripts}/{ifcfg} by its plugin ifcfg-rh.")
            : ("networkmanager", $"{enabled}.");
    }

    public static (string Stack, string Reason)? Wicked(IRootFsView _, ServiceLinks services, OsRelease _2)
    {
        if (services.NetworkServiceTarget() == "wicked.service")
            return ("wicked", "/etc/systemd/system/network.service is a link to wicked.service.");
        return services.IsEnabled("wicked.service")
            ? ("wicked", $"{services.WantedIn("wicked.service")} enables wicked.")
            : null;
    }

    public static (string Stack, string Reason)? Networkd(IRootFsView _, ServiceLinks services, OsRelease _2) =>
        services.IsEnabled("systemd-networkd.service")
            ? ("networkd", $"{services.WantedIn("systemd-networkd.service")} enables systemd-networkd.")
            : null;

    /// <summary>Red Hat's initscripts: the service "network".</summary>
    public static (string Stack, string Reason)? Initscripts(IRootFsView root, ServiceLinks _, OsRelease _2)
    {
        if (!root.FileExists($"{NetworkScripts}/network-functions")) return null;
        string[] runlevels = ["/etc/rc.d/rc3.d", "/etc/rc3.d"];
        string? start = runlevels.SelectMany(d => root.List(d).Select(n => $"{d}/{n}")).FirstOrDefault(IsNetworkStart);
        return start is null ? null : ("ifcfg", $"{start} starts the service network.");
    }

    public static (string Stack, string Reason)? Netctl(IRootFsView root, ServiceLinks services, OsRelease _) =>
        root.FileExists("/usr/bin/netctl") && services.Instance("netctl@") is { } unit
            ? ("netctl", $"{unit} enables a profile of netctl.")
            : null;

    public static (string Stack, string Reason)? Netifrc(IRootFsView root, ServiceLinks _, OsRelease _2)
    {
        string? library = Array.Find(["/lib/netifrc", "/usr/lib/netifrc", "/lib64/netifrc"], root.DirectoryExists);
        return library is not null && root.EntryExists("/etc/init.d/net.lo")
            ? ("netifrc", $"{library} and /etc/init.d/net.lo exist.")
            : null;
    }

    /// <summary>The three programs of the name ifup that read interfaces(5).</summary>
    public static (string Stack, string Reason)? Ifup(IRootFsView root, ServiceLinks _, OsRelease _2)
    {
        if (FirstEntry(root, "/sbin/ifup", "/usr/sbin/ifup") is not { } program) return null;
        string target = root.ReadLink(program) ?? "";
        if (target.EndsWith("busybox", StringComparison.Ordinal))
            return ("ifupdown-ng", $"{program} is busybox's, which reads what ifupdown-ng reads.");
        if (target.EndsWith("ifupdown", StringComparison.Ordinal) || root.DirectoryExists("/usr/libexec/ifupdown-ng"))
            return ("ifupdown-ng", $"{program} is ifupdown-ng's.");
        return root.DirectoryExists("/etc/network")
            ? ("ifupdown", $"{program} is installed, and nothing else is enabled.")
            : null;
    }

    public static (string Stack, string Reason)? Runit(IRootFsView root, ServiceLinks _, OsRelease _2) =>
        root.DirectoryExists("/etc/runit/runsvdir/default")
            ? ("void", "/etc/runit/runsvdir/default exists: runit starts services.")
            : null;

    /// <summary>Nothing is enabled: what the distribution would have by its name and version.</summary>
    public static (string Stack, string Reason)? NameAlone(IRootFsView _, ServiceLinks _2, OsRelease release)
    {
        foreach (string id in release.Ids)
        {
            if (UsualStack(id, release.Major) is { } stack)
                return (stack, $"No network stack was found to be enabled; {id} usually has {stack}.");
        }

        return null;
    }

    private static string? UsualStack(string id, int major) => id switch
    {
        "alpine" or "chimera" => "ifupdown-ng",
        "debian" or "devuan" => "ifupdown",
        "ubuntu" => major is 0 or >= 18 ? "netplan" : "ifupdown",
        "fedora" => major is 0 or >= 33 ? "networkmanager" : "ifcfg",
        "rhel" or "centos" or "almalinux" or "rocky" or "ol" => major is 0 or >= 9 ? "networkmanager" : "ifcfg",
        "arch" => "networkd",
        "suse" or "opensuse" or "opensuse-leap" or "opensuse-tumbleweed" or "sles" => "wicked",
        "gentoo" => "netifrc",
        "void" or "slackware" => id,
        _ => null,
    };

    private static bool IsIfcfg(string name) =>
        name.StartsWith("ifcfg-", StringComparison.Ordinal) && name != "ifcfg-lo";

    private static bool IsNetworkStart(string path)
    {
        string name = path[(path.LastIndexOf('/') + 1)..];
        return name.Length == 10 && name[0] == 'S' && name.EndsWith("network", StringComparison.Ordinal);
    }

    private static bool HasIfcfgPlugin(IRootFsView root)
    {
        string[] libraries = ["/usr/lib64/NetworkManager", "/usr/lib/NetworkManager"];
        return libraries.SelectMany(l => root.List(l).Select(n => $"{l}/{n}").Prepend(l))
            .Any(d => root.FileExists($"{d}/libnm-settings-plugin-ifcfg-rh.so"));
    }

    private static string? FirstFile(IRootFsView root, params string[] paths) => Array.Find(paths, root.FileExists);

    private static string? FirstEntry(IRootFsView root, params string[] paths) => Array.Find(paths, root.EntryExists);
}
