using System.Net;
using System.Text.Json;
using ContainerNet.Engine.Model;
using ContainerNet.Engine.Kernel.Plan;
using ContainerNet.Engine.Runtimes.Lxc;

namespace ContainerNet.Engine.Tests.Runtimes.Lxc;

/// <summary>A host whose LXC runtime is called without an engine around it.</summary>
internal sealed class LxcTestHost : IHostFacts
{
    private readonly TestHost _host;

    private LxcTestHost(TestHost host)
    {
        _host = host;
        Runtime = new LxcRuntime(new LxcOptions
        {
            LxcPath = LxcPath,
            FilesDirectory = FilesDirectory,
            LogDirectory = host.NewPath(".log"),
            StartTimeout = TimeSpan.FromMinutes(1),
            StopTimeout = TimeSpan.FromSeconds(10),
        });
    }

    public string LxcPath => _host.LxcPath;

    /// <summary>Where the files of the hooks are.</summary>
    public string FilesDirectory => Path.Combine(_host.Folder, "hooks");

    public LxcRuntime Runtime { get; }

    /// <summary>Runs a test on the thread of a new host.</summary>
    public static void Run(Action<LxcTestHost> test)
    {
        using var host = new TestHost(TestRuntime.Lxc);
        host.OnThread(() => test(new LxcTestHost(host)));
    }

    /// <summary>Makes a container with the host's own programs, whose init does nothing.</summary>
    public ContainerConfig NewContainer(
        string name, string settings = "lxc.init.cmd = /bin/sleep 1000000", int owner = 0)
    {
        _host.Lxc.AlsoRemove(name);
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
        IReadOnlyList<InterfaceState> states = InterfaceStates.Of(container, this);
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
