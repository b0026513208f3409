using System.Globalization;
using System.Text.Json;

namespace ContainerNet.Tests.Harness;

/// <summary>
/// A machine for one test: a network namespace that the module takes for the host, a PowerShell session in it, an empty
/// store, and the tools of iproute2 to judge by. Its containers are of one runtime.
/// </summary>
internal sealed class TestHost : IDisposable
{
    private readonly HostThread _thread;
    private readonly LxcContainers? _lxc;
    private readonly List<string> _names = [];

    public TestHost(TestRuntime runtime = TestRuntime.NetNs)
    {
        if (runtime == TestRuntime.Lxc) LxcContainers.Require();
        _thread = new HostThread(ownMounts: runtime == TestRuntime.Lxc);
        Session = _thread.Run(() => new Session());
        if (runtime == TestRuntime.Lxc) _lxc = new LxcContainers(this);
        IpDo("link set lo up");
    }

    /// <summary>The containers of LXC, on a host whose runtime that is.</summary>
    public LxcContainers Lxc => _lxc!;

    private Session Session { get; }

    public TestConsole Console => Session.Console;

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
        if (_lxc is null) Run($"$null = New-Ct {name}");
        else _lxc.Add(name);
        return name;
    }

    /// <summary>Makes a container that runs, with a routed interface eth0 of these interconnects or of none.</summary>
    public string NewRouted(params string[] via)
    {
        string name = NewContainer();
        string how = via.Length > 0 ? "-Via " + string.Join(", ", via) : "-Routed";
        Run($"$null = New-CtNetIf {name} eth0 {how}; Start-Ct {name}");
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

    /// <summary>Moves the calling thread onto this host.</summary>
    public void JoinThread() => _thread.Join();

    public Outcome Run(string script) => _thread.Run(() => Session.Run(script));

    public Outcome Try(string script) => _thread.Run(() => Session.Try(script));

    /// <summary>Runs a script, and stops it as Ctrl-C does when it says a text, in a verbose line or by progress.</summary>
    public void StopAt(string script, string text) =>
        Assert.True(_thread.Run(() => Session.StopAt(script, text)), $"{script} did not say '{text}'.");

    /// <summary>Runs a script, and tells each verbose line and progress status while it goes on.</summary>
    public void Listen(string script, Action<string> said) => _thread.Run(() =>
    {
        Session.Listen(script, (_, line) => said(line));
        return true;
    });

    public void Let(string name, object? value) => _thread.Run(() =>
    {
        Session.Let(name, value);
        return true;
    });

    public IReadOnlyList<string> Complete(string line) => _thread.Run(() => Session.Complete(line));

    public Tool Start(string program, params string[] arguments) => _thread.Run(() => Tool.Run(program, arguments));

    /// <summary>Changes the host, or a container that runs, with ip.</summary>
    public void IpDo(string arguments, string? container = null)
    {
        string[] command = [.. Enter(container), "ip", .. arguments.Split(' ')];
        Tool tool = Start(command[0], command[1..]);
        Assert.True(tool.ExitCode == 0, $"ip {arguments}: {tool.Error}");
    }

    /// <summary>What ip -j says, of the host or of a container that runs.</summary>
    public JsonElement[] Ip(string arguments, string? container = null)
    {
        string[] command = [.. Enter(container), "ip", "-j", .. arguments.Split(' ')];
        Tool tool = Start(command[0], command[1..]);
        Assert.True(tool.ExitCode == 0, $"ip -j {arguments}: {tool.Error}");
        if (string.IsNullOrWhiteSpace(tool.Output)) return [];
        using var document = JsonDocument.Parse(tool.Output);

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
            if (Start(command[0], command[1..]).ExitCode == 0) return true;
        }

        return false;
    }

    public void Dispose()
    {
        try
        {
            _lxc?.Remove();
            foreach (string name in _names) Start("ip", "netns", "delete", name);
        }
        finally
        {
            _thread.Run(() =>
            {
                Session.Dispose();
                return true;
            });
            _thread.Dispose();
            if (Directory.Exists(StagedModule.State)) Directory.Delete(StagedModule.State, recursive: true);
        }
    }

    /// <summary>The words before a command that run it on a container's network; none for the host's.</summary>
    public string[] Enter(string? container)
    {
        if (container is null) return [];
        return ["nsenter", "--net=" + (_lxc is null ? "/run/netns/" + container : _lxc.NamespaceOf(container))];
    }
}
