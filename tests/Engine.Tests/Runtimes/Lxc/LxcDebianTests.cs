using System.Runtime.CompilerServices;
using ContainerNet.Engine.Model;

namespace ContainerNet.Engine.Tests.Runtimes.Lxc;

/// <summary>The same in a Debian that debootstrap made.</summary>
[Collection("Lxc")]
public sealed class LxcDebianTests
{
    private const string Cached = "/var/cache/containernet-tests/debian-bookworm";

    [LxcFact]
    public void A_Debian_with_a_plain_program_as_init_is_reached_by_its_IPs() => LxcTestHost.Run(host =>
    {
        ContainerConfig container = host.NewContainer("lxd1");
        PutDebian(host, "lxd1");
        container.Interfaces.Add(Interfaces.Seed());
        host.Runtime.Start(container, host.Prepare(container), default);
        RoutedAsserts.IsSeed(host, container);
        Assert.Contains("default via 10.100.10.101 dev eth0 proto static src 1.2.3.4",
            Shell.Run($"lxc-attach -n lxd1 -P {host.LxcPath} -- ip route"));
        string root = host.Runtime.Inspect(container).RootFs!;
        Assert.Contains("ID=debian", File.ReadAllText($"{root}/etc/os-release"));
        host.Runtime.Stop(container, default);
        Shell.Run($"umount {host.LxcPath}/lxd1/rootfs");
    });

    // Cached as a lower layer, so that no test changes it.
    private static void PutDebian(LxcTestHost host, string name)
    {
        if (!Directory.Exists(Cached))
        {
            bool mayTakeAMinute = Environment.GetEnvironmentVariable("CI") == "true";
            Assert.SkipUnless(mayTakeAMinute, "Run tests/make-rootfs.sh as root first.");
            Shell.Run($"{Path.Combine(TestsDirectory(), "make-rootfs.sh")} {Cached}");
        }

        string directory = $"{host.LxcPath}/{name}";
        Shell.Run($"cd {directory} && rm -rf rootfs && mkdir rootfs upper work && sed -i /lxc.mount.entry/d config");
        string layers = $"lowerdir={Cached},upperdir={directory}/upper,workdir={directory}/work";
        if (Shell.Try($"mount -t overlay overlay -o {layers} {directory}/rootfs").Code == 0) return;

        // The temporary directory is an overlay itself.
        Shell.Run($"cp -a {Cached}/. {directory}/rootfs/ && mount --bind {directory}/rootfs {directory}/rootfs");
    }

    private static string TestsDirectory([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../.."));
}
