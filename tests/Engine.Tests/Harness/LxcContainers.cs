using System.Runtime.CompilerServices;

namespace ContainerNet.Engine.Tests.Harness;

/// <summary>The LXC containers of a host: each a Debian of its own, laid over one that all share.</summary>
internal sealed class LxcContainers(TestHost host)
{
    private const string Cache = "/var/cache/containernet-tests";

    private readonly List<string> _names = [];

    /// <summary>Skips the running test where LXC is not installed; in CI it must be.</summary>
    public static void Require() => Requirement.Programs("lxc-start");

    /// <summary>The folder of a container: its configuration and its root file system.</summary>
    public string FolderOf(string name) => Path.Combine(host.LxcPath, name);

    /// <summary>The root file system of a container, which the host's thread alone sees.</summary>
    public string RootOf(string name) => FolderOf(name) + "/rootfs";

    /// <summary>The text of a file inside a container.</summary>
    public string Read(string name, string path) => host.OnThread(() => File.ReadAllText(RootOf(name) + path));

    /// <summary>Makes a container whose init is a plain program, as users make it with lxc-create.</summary>
    public void Add(string name) => Add(name, "debian-bookworm", "lxc.init.cmd = /bin/sleep 1000000");

    /// <summary>Makes a container that boots as a machine does.</summary>
    public void AddWithInit(string name) =>
        Add(name, "debian-bookworm-init", "lxc.include = /usr/share/lxc/config/common.conf");

    /// <summary>Makes a container of the host's own programs, which LXC copies in a moment.</summary>
    public void AddLight(string name)
    {
        _names.Add(name);
        Shell($"mkdir -p {RootOf(name)} && cd {RootOf(name)} && mkdir usr proc sys dev etc tmp"
            + " && for d in bin sbin lib lib64; do ln -s usr/$d $d; done");
        File.WriteAllText($"{FolderOf(name)}/config", $"""
            # A comment of the user's
            lxc.rootfs.path = dir:{RootOf(name)}
            lxc.uts.name = {name}
            lxc.apparmor.profile = unconfined
            lxc.mount.entry = /usr usr none ro,bind 0 0
            lxc.mount.auto = proc:mixed sys:mixed
            lxc.init.cmd = /bin/sleep 1000000

            """);
    }

    /// <summary>Runs one of LXC's own tools.</summary>
    public string Do(string program, string name, string arguments = "") =>
        Shell($"{program} -n {name} -P {host.LxcPath} {arguments} < /dev/null");

    /// <summary>Starts a container with nothing of ours.</summary>
    public void Start(string name)
    {
        // A daemon that stays would hold a pipe open.
        string log = $"{FolderOf(name)}/test.log";
        Shell($"lxc-start -n {name} -P {host.LxcPath} -o {log} -l INFO < /dev/null > {log}.said 2>&1"
            + $" || {{ cat {log}.said {log} >&2; exit 1; }}");
    }

    /// <summary>Lets the container's own init shut down, and start again.</summary>
    public void Reboot(string name) => Shell($"lxc-stop -r -t 60 -n {name} -P {host.LxcPath}");

    /// <summary>The network namespace of a container that runs.</summary>
    public string NamespaceOf(string name) =>
        TryNamespaceOf(name) ?? throw new InvalidOperationException(name + " does not run.");

    /// <summary>The network namespace of a container; null while none of it runs.</summary>
    public string? TryNamespaceOf(string name)
    {
        string pid = host.Run("lxc-info", "-pH", "-n", name, "-P", host.LxcPath).Output.Trim();
        string space = $"/proc/{pid}/ns/net";
        return pid.Length > 0 && File.Exists(space) ? space : null;
    }

    /// <summary>Has a container that the test makes itself, in the folder of its name, removed at the end.</summary>
    public void AlsoRemove(string name) => _names.Add(name);

    /// <summary>Ends all, and leaves nothing of them on the machine.</summary>
    public void Remove()
    {
        foreach (string name in _names)
        {
            string folder = FolderOf(name);
            Shell($$"""
                lxc-stop -k -n {{name}} -P {{host.LxcPath}} 2> /dev/null || true
                for i in $(seq 200); do
                    pgrep -f '^.lxc monitor. {{host.LxcPath}} {{name}}$' > /dev/null || break
                    sleep 0.05
                done
                umount -l {{folder}}/rootfs || true
                find /sys/fs/cgroup/ -depth -type d -path '*/lxc.*.{{name}}*' -exec rmdir {} + 2> /dev/null || true
                rm -rf --one-file-system {{folder}}
                """);
        }
    }

    private void Add(string name, string tree, string settings)
    {
        string lower = Path.Combine(Cache, tree);
        RequireTree(lower);
        string folder = Directory.CreateDirectory(FolderOf(name)).FullName;
        _names.Add(name);
        File.WriteAllText($"{folder}/config", $"""
            {settings}
            lxc.rootfs.path = dir:{folder}/rootfs
            lxc.uts.name = {name}
            lxc.apparmor.profile = unconfined

            """);

        // Where the temporary folder is an overlay itself, it can't be the upper layer of another.
        Shell($$"""
            chmod 755 {{folder}}
            cd {{folder}}
            mkdir rootfs upper work
            mount -t overlay overlay -o lowerdir={{lower}},upperdir=upper,workdir=work rootfs 2> /dev/null || {
                mount --bind rootfs rootfs
                cp -a {{lower}}/. rootfs/
            }
            """);
    }

    private static void RequireTree(string path)
    {
        if (Directory.Exists(path)) return;
        Assert.SkipUnless(
            Environment.GetEnvironmentVariable("CI") == "true", "Run tests/make-rootfs.sh as root first.");
        var tool = Tool.Run("sh", Path.Combine(TestsFolder(), "make-rootfs.sh"), path);
        Assert.True(tool.ExitCode == 0, tool.Error);
    }

    private string Shell(string script)
    {
        Tool tool = host.Run("sh", "-ec", script);
        Assert.True(tool.ExitCode == 0, $"{script}\n{tool.Output}{tool.Error}");
        return tool.Output;
    }

    private static string TestsFolder([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../.."));
}
