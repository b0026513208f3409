using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using ContainerNet.Engine.Linux;
using ContainerNet.Engine.Operations;

namespace ContainerNet.Engine.Tests.Harness;

/// <summary>
/// A machine for one test: a network namespace that an engine of its own takes for the host, an empty store, and the
/// tools of iproute2 to judge by. Its containers are of one runtime. Hosts share nothing but the names of namespaces in
/// /run/netns, which are unique, so that tests may run beside each other.
/// </summary>
internal sealed class TestHost : EngineClient, IDisposable
{
    private const string RemoveNamespaces = """
        for name; do
            [ -e "/run/netns/$name" ] || continue
            ip netns pids "$name" | xargs -r kill -9
            ip netns delete "$name"
        done
        """;

    private readonly HostThread _thread;
    private readonly ContainerNetEngine _engine;
    private readonly LxcContainers? _lxc;
    private readonly List<string> _names = [];

    /// <param name="runtime">The runtime of its containers.</param>
    /// <param name="ownMounts">Whether /sys is the host's own, too, as it is for LXC's.</param>
    public TestHost(TestRuntime runtime = TestRuntime.NetNs, bool ownMounts = false)
    {
        if (runtime == TestRuntime.Lxc) LxcContainers.Require();
        Folder = Directory.CreateTempSubdirectory("containernet-tests-").FullName;
        Directory.CreateDirectory(LxcPath);

        // Also for the user that a container's root is mapped to.
        File.SetUnixFileMode(Folder, File.GetUnixFileMode(LxcPath));
        Options = new EngineOptions
        {
            StateDirectory = Path.Combine(Folder, "state"),
            RunDirectory = Path.Combine(Folder, "run"),
            LxcPath = LxcPath,
        };
        _engine = new ContainerNetEngine(Options);
        _thread = new HostThread(ownMounts || runtime == TestRuntime.Lxc);
        if (runtime == TestRuntime.Lxc) _lxc = new LxcContainers(this);
        IpDo("link set lo up");
    }

    /// <summary>Where all is that this host writes.</summary>
    public string Folder { get; }

    /// <summary>The folder of the LXC containers.</summary>
    public string LxcPath => Path.Combine(Folder, "lxc");

    /// <summary>What another engine on this host is made of.</summary>
    public EngineOptions Options { get; }

    /// <summary>The engine, to be called on a thread of the host's.</summary>
    public IContainerNetEngine Engine => _engine;

    /// <summary>The containers of LXC, on a host whose runtime that is.</summary>
    public LxcContainers Lxc => _lxc!;

    /// <summary>The file that a container is stored in.</summary>
    public string FileOf(string container) => Path.Combine(StoreFolder, container + ".yml");

    /// <summary>The folder of the containers' files.</summary>
    public string StoreFolder => Path.Combine(Options.StateDirectory, "containers");

    /// <summary>A path in the host's folder that nothing has yet.</summary>
    public string NewPath(string end) => Path.Combine(Folder, Path.GetRandomFileName() + end);

    /// <summary>A name for a container, which is also a network namespace that all of the machine sees.</summary>
    public string NewName(string end = "")
    {
        string name = "ctt" + Guid.NewGuid().ToString("n", CultureInfo.InvariantCulture)[..8] + end;
        _names.Add(name);
        return name;
    }

    /// <summary>Has a namespace that the test made under another name removed at its end.</summary>
    public void AlsoRemove(string name) => _names.Add(name);

    /// <summary>Makes a container, and gives its name.</summary>
    public string NewContainer(string end = "")
    {
        string name = NewName(end);
        if (_lxc is null) Apply(new NewContainer(name));
        else _lxc.Add(name);
        return name;
    }

    /// <summary>Makes a container that runs, with a routed interface eth0 of these interconnects or of none.</summary>
    public string NewRouted(params string[] via)
    {
        string name = NewContainer();
        Apply(Wish.Routed(name, "eth0", via));
        Start(name);
        return name;
    }

    /// <summary>Makes a namespace container that has a root file system.</summary>
    public string NewContainer(RootTree tree)
    {
        string name = NewName();
        Apply(new NewContainer(name) { RootFs = tree.Folder });
        return name;
    }

    /// <summary>The same, with a routed interface eth0; it does not run.</summary>
    public string NewRouted(RootTree tree)
    {
        string name = NewContainer(tree);
        Apply(Wish.Routed(name, "eth0", "10.100.10.100/30", "2001:db8:100::/126"));
        return name;
    }

    /// <summary>Makes a bridge that is up.</summary>
    public void NewBridge(string name, params string[] addresses)
    {
        IpDo($"link add {name} type bridge");
        foreach (string address in addresses) IpDo($"addr add {address} dev {name} nodad");
        IpDo($"link set {name} up");
    }

    /// <summary>Runs a function on the host's thread.</summary>
    public T OnThread<T>(Func<T> function) => _thread.Run(function);

    /// <summary>Runs a test, or a part of one, on the host's thread.</summary>
    public void OnThread(Action action) => OnThread(() =>
    {
        action();
        return true;
    });

    /// <summary>Starts a program in the network of a namespace container, as others do it, and waits until it is
    /// there.</summary>
    public Process StartGuest(string container, string program, params string[] arguments)
    {
        Process guest = OnThread(() => Tool.Start("nsenter", [$"--net=/run/netns/{container}", program, .. arguments]));
        while (File.ReadAllText($"/proc/{guest.Id}/comm") != program + "\n") Thread.Sleep(5);
        return guest;
    }

    /// <summary>Starts another thread on the host.</summary>
    public Thread StartThread(Action work)
    {
        var thread = new Thread(() => work()) { IsBackground = true };

        // A thread is where the one is that starts it.
        OnThread(thread.Start);
        return thread;
    }

    /// <summary>Runs a program on the host.</summary>
    public Tool Run(string program, params string[] arguments) => OnThread(() => Tool.Run(program, arguments));

    /// <summary>Starts a child process on the host, with an engine on the host's store.</summary>
    public Process StartChild(Action<EngineSession, string[]> part, params string[] arguments) =>
        OnThread(() => ChildProcess.Start(Options, part, arguments));

    /// <summary>Changes the host, or a container that runs, with ip.</summary>
    public void IpDo(string arguments, string? container = null) => Judge("ip", arguments, container);

    /// <summary>What ip -j says, of the host or of a container that runs.</summary>
    public JsonElement[] Ip(string arguments, string? container = null)
    {
        string output = Judge("ip", "-j " + arguments, container);
        if (string.IsNullOrWhiteSpace(output)) return [];
        using var document = JsonDocument.Parse(output);

        // ip writes an empty object for each thing that it leaves out.
        return [.. document.RootElement.Clone().EnumerateArray().Where(e => e.EnumerateObject().Any())];
    }

    /// <summary>
    /// Whether an address answers; a link that has just come up gets a moment to find its neighbours.
    /// </summary>
    public bool Answers(string address, string? from = null)
    {
        string[] command = [.. Enter(from), "ping", "-c1", "-W1", address];

        // The kernel puts an IPv6 address into its local table in deferred work, which waits behind the removal of
        // other tests' links.
        for (int attempt = 0; attempt < 60; attempt++)
        {
            if (Run(command[0], command[1..]).ExitCode == 0) return true;
        }

        return false;
    }

    /// <summary>The words before a command that run it on a container's network; none for the host's.</summary>
    public string[] Enter(string? container)
    {
        if (container is null) return [];
        return ["nsenter", "--net=" + (_lxc is null ? "/run/netns/" + container : _lxc.NamespaceOf(container))];
    }

    public void Dispose()
    {
        try
        {
            _lxc?.Remove();
            Run("sh", ["-c", RemoveNamespaces, "sh", .. _names]);
        }
        finally
        {
            _thread.Dispose();
            Directory.Delete(Folder, recursive: true);
        }
    }

    protected override T Run<T>(Func<IContainerNetEngine, T> call) => OnThread(() => call(_engine));

    private string Judge(string program, string arguments, string? container)
    {
        string[] command = [.. Enter(container), program, .. arguments.Split(' ')];
        Tool tool = Run(command[0], command[1..]);
        Assert.True(tool.ExitCode == 0, $"{program} {arguments}: {tool.Error}");
        return tool.Output;
    }
}
