namespace ContainerNet.Engine.Tests.Harness;

/// <summary>
/// A namespace container of a host that has mounts of its own: a Debian that boots with its systemd. Two at once would
/// have the same control groups: the tests are of one collection.
/// </summary>
internal sealed class BootedDebian : IDisposable
{
    /// <summary>The collection.</summary>
    public const string Collection = "Booted Debian";

    private readonly TestHost _host;
    private readonly string[] _groups;

    public BootedDebian(TestHost host)
    {
        _host = host;
        string tree = host.NewName();
        host.Lxc.AddWithInit(tree);
        Root = host.Lxc.RootOf(tree);
        Name = host.NewName();
        host.Apply(new NewContainer(Name) { RootFs = Root, Init = ["/sbin/init"] });
        _groups = ControlGroups();
    }

    /// <summary>The container.</summary>
    public string Name { get; }

    /// <summary>Its root file system, which the host's thread alone sees.</summary>
    public string Root { get; }

    /// <summary>Starts it, and gives the state in which it is when it has booted: running, or degraded.</summary>
    public string Boot()
    {
        _host.Start(Name);
        string state;
        do
        {
            Thread.Sleep(200);
            state = Do("systemctl", "is-system-running");
        }
        while (state is not ("running" or "degraded"));
        return state;
    }

    /// <summary>What a command says inside.</summary>
    public string Do(params string[] command) => _host.Run(
        "nsenter", ["-t", $"{_host.Container(Name).InitPid}", "-m", "-p", "-n", "-r", "-w", "--", .. command])
        .Output.Trim();

    public void Dispose()
    {
        _host.Stop(Name);

        // It has no control groups of its own, and leaves what it made of the machine's.
        foreach (string left in ControlGroups().Except(_groups).Reverse()) _host.Run("rmdir", left);
    }

    private string[] ControlGroups() =>
    [
        .. _host.Run("find", "/sys/fs/cgroup", "-type", "d", "-regex", @".*/\(init\.scope\|system\.slice\|user\.slice\).*")
            .Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal),
    ];
}
