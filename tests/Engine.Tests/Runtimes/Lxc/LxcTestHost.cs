using System.Net;
using System.Runtime.ExceptionServices;
using System.Text.Json;
using ContainerNet.Engine.Kernel.Plan;
using ContainerNet.Engine.Model;
using ContainerNet.Engine.Runtimes.Lxc;
using static Tmds.Linux.LibC;

namespace ContainerNet.Engine.Tests.Runtimes.Lxc;

/// <summary>A host of its own: a thread in a new network and mount namespace, with an LXC path of its own.</summary>
internal sealed class LxcTestHost : IHostFacts
{
    // LXC looks for a bridge in /sys, which shows the network namespace in which it was mounted.
    private const string OwnSysfs = """
        set -e
        ip link set lo up
        mount --make-rprivate /
        mount --rbind /sys/fs/cgroup /mnt
        mount -t sysfs sysfs /sys
        mount --rbind /mnt /sys/fs/cgroup
        umount -l /mnt
        """;

    private LxcTestHost(string path)
    {
        LxcPath = path;
        Runtime = new LxcRuntime(new LxcOptions
        {
            LxcPath = path,
            LogDirectory = Path.Combine(path, ".log"),
            StartTimeout = TimeSpan.FromSeconds(30),
            StopTimeout = TimeSpan.FromSeconds(10),
        });
    }

    public string LxcPath { get; }

    public LxcRuntime Runtime { get; }

    public static void Run(Action<LxcTestHost> body)
    {
        Exception? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                if (unshare(CLONE_NEWNET | CLONE_NEWNS) != 0) throw new InvalidOperationException($"unshare: {errno}");
                Shell.Run(OwnSysfs);
                RunHere(body);
            }
            catch (Exception e)
            {
                failure = e;
            }
        });
        thread.Start();
        thread.Join();
        if (failure is not null) ExceptionDispatchInfo.Throw(failure);
    }

    private static void RunHere(Action<LxcTestHost> body)
    {
        string path = Directory.CreateTempSubdirectory("ctlxc").FullName;
        var host = new LxcTestHost(path);
        Shell.Run($"chmod 755 {path}");
        try
        {
            body(host);
        }
        finally
        {
            foreach (string name in host.Runtime.FindForeign())
            {
                Shell.Try($"lxc-stop -k -n {name} -P {path}; umount {path}/{name}/rootfs");
            }

            // The monitor ends after lxc-stop.
            for (int i = 0; i < 100 && Shell.Try($"pgrep -f '^.lxc monitor. {path} '").Code == 0; i++) Thread.Sleep(20);
            foreach (string name in host.Runtime.FindForeign())
            {
                Shell.Try($"find /sys/fs/cgroup/ -depth -type d -path '*/lxc.*.{name}*' -exec rmdir {{}} +");
            }

            Directory.Delete(path, recursive: true);
        }
    }

    /// <summary>Makes a container with the host's own programs, whose init does nothing.</summary>
    public ContainerConfig NewContainer(
        string name, string settings = "lxc.init.cmd = /bin/sleep 1000000", int owner = 0)
    {
        string root = $"{LxcPath}/{name}/rootfs";
        Shell.Run($"""
            mkdir -p {root}/usr {root}/proc {root}/sys {root}/dev {root}/etc {root}/tmp
            for d in bin sbin lib lib64; do ln -s usr/$d {root}/$d; done
            chown -hR {owner}:{owner} {root}
            """);
        File.WriteAllText($"{LxcPath}/{name}/config", $"""
            # A comment of the user's
            lxc.rootfs.path = dir:{root}
            lxc.uts.name = {name}
            lxc.mount.entry = /usr usr none ro,bind 0 0
            lxc.mount.auto = proc:mixed sys:mixed
            {settings}

            """);
        return new ContainerConfig(name, "Lxc");
    }

    public IReadOnlyList<InterfaceState> Prepare(ContainerConfig container)
    {
        IReadOnlyList<InterfaceState> states = DesiredState.Of(container, this);
        Runtime.Prepare(container, states);
        return states;
    }

    public void LxcStart(string name) =>
        Shell.Run($"lxc-start -d -n {name} -P {LxcPath} -o {LxcPath}/{name}/test.log -l DEBUG"
            + $" || {{ cat {LxcPath}/{name}/test.log; false; }}");

    /// <summary>What a command says in the network namespace of a running container.</summary>
    public string Inside(ContainerConfig container, string command) => Shell.Run($"{Enter(container)} {command}");

    public JsonElement[] IpInside(ContainerConfig container, string arguments) =>
        Shell.Ip(arguments, Enter(container));

    public IPAddress? FirstGlobalAddress(string link, IPVersion version) => null;

    private string Enter(ContainerConfig container) =>
        $"nsenter --net={Runtime.Inspect(container).NetworkNamespacePath ?? "/not/running"}";
}
