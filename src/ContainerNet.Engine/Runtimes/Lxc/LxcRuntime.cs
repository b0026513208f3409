using ContainerNet.Engine.Kernel.Plan;
using ContainerNet.Engine.Linux;
using ContainerNet.Engine.Model;
using ContainerNet.Engine.Runtimes.Lxc.Config;

namespace ContainerNet.Engine.Runtimes.Lxc;

/// <summary>
/// liblxc containers, found where lxc-create put them. At a start a hook that their configuration names makes our
/// interfaces: lxc-start, lxc-autostart and systemd need no more.
/// </summary>
/// <param name="options">What differs from a stock LXC.</param>
internal sealed class LxcRuntime(LxcOptions options) : IRuntime
{
    private const string DefaultPath = "/var/lib/lxc";

    private readonly Lazy<string> _lxcPath = new(
        () => Path.TrimEndingDirectorySeparator(Path.GetFullPath(options.LxcPath ?? AskForPath())));

    private readonly LxcMonitor _monitor = new();

    public string Name => "Lxc";

    public IEnumerable<string> FindForeign()
    {
        if (!Directory.Exists(_lxcPath.Value)) return [];
        try
        {
            return [.. Directory.GetDirectories(_lxcPath.Value).Select(Path.GetFileName).OfType<string>()
                .Where(Exists).Order(StringComparer.Ordinal)];
        }
        catch (UnauthorizedAccessException)
        {
            // LXC keeps its directory from other users; they see none of its containers.
            return [];
        }
    }

    public bool Exists(string name) => LxcPaths.IsName(name) && File.Exists(PathsOf(name).Config);

    public RuntimeFacts Inspect(ContainerConfig container)
    {
        LxcPaths paths = PathsOf(container.Name);
        if (!Exists(container.Name)) return new RuntimeFacts { State = CtState.Gone };
        var config = LxcConfig.Read(paths);
        (bool running, int? pid) = _monitor.Ask(paths);
        return new RuntimeFacts
        {
            State = running ? CtState.Running : CtState.Stopped,
            InitPid = pid,
            NetworkNamespacePath = pid is null ? null : $"/proc/{pid}/ns/net",

            // Somebody else could have named any folder of the host.
            RootFs = LxcOwner.IsOwn(paths) ? LxcRootFs.Find(config, pid) : null,
            Root = LxcRootFs.Owner(config),
            ConfiguresItself = ServiceInit.StartsServices(config.InitCommand),
        };
    }

    public IReadOnlyList<CtNetIf> ForeignInterfaces(ContainerConfig container) =>
        Exists(container.Name)
            ? LxcForeignInterfaces.Of(container.Name, LxcConfig.Read(PathsOf(container.Name)))
            : [];

    public IReadOnlyCollection<IPVersion> ForeignDefaults(ContainerConfig container) =>
        Exists(container.Name)
            ? [.. LxcConfig.Read(PathsOf(container.Name)).Net.Where(n => n.IsInterface).SelectMany(n => n.Defaults).Distinct()]
            : [];

    public void Prepare(ContainerConfig container, IReadOnlyList<InterfaceState> interfaces) =>
        PreparationOf(Found(container)).Write(interfaces);

    public IReadOnlyList<string> FindUnprepared(
        ContainerConfig container, IReadOnlyList<InterfaceState> interfaces) =>
        Environment.IsPrivilegedProcess && Exists(container.Name)
            ? PreparationOf(PathsOf(container.Name)).FindDrift(interfaces)
            : [];

    public string? FindOrigin(ContainerConfig container)
    {
        if (!Exists(container.Name)) return null;
        LxcPaths paths = PathsOf(container.Name);
        return LxcBlock.OwnerIn(LxcConfigReader.BytesOf(paths.Config)) is { } name && name != container.Name ? name : null;
    }

    public void Forget(ContainerConfig container) => PreparationOf(PathsOf(container.Name)).Remove();

    public void Start(
        ContainerConfig container, IReadOnlyList<InterfaceState> interfaces, CancellationToken cancellation)
    {
        LxcOwner.RequireOwn(PathsOf(container.Name));

        // Somebody may have edited the configuration since: another init, another lxc.net entry.
        Prepare(container, interfaces);
        new LxcStart(PathsOf(container.Name), _monitor, options).Run(interfaces, cancellation);
    }

    public void Stop(ContainerConfig container, CancellationToken cancellation) =>
        new LxcStop(Found(container), _monitor, options).Run(container, cancellation);

    private LxcPreparation PreparationOf(LxcPaths paths) => new(paths, () => _monitor.Ask(paths).Running);

    private LxcPaths PathsOf(string name) => new(_lxcPath.Value, name, options.FilesDirectory);

    private LxcPaths Found(ContainerConfig container) => Exists(container.Name)
        ? PathsOf(container.Name)
        : throw new ContainerNetException(
            "ContainerNotFound", CtErrorKind.NotFound,
            $"LXC has no container '{container.Name}' in {_lxcPath.Value}.", container.Name,
            $"Make it with lxc-create; or Remove-Ct {container.Name} forgets its interfaces.");

    // lxc.lxcpath is a setting of the system, whose file is where LXC was built to look for it.
    private static string AskForPath()
    {
        if (!Directory.Exists(DefaultPath)) return DefaultPath;
        string? path = HostProgram.Ask("lxc-config", ["lxc.lxcpath"]);
        return Path.IsPathRooted(path) ? path : DefaultPath;
    }
}
