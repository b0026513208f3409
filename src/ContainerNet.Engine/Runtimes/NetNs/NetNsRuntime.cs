using ContainerNet.Engine.Apply;
using ContainerNet.Engine.Model;
using ContainerNet.Engine.Plan;
using ContainerNet.Netlink;

namespace ContainerNet.Engine.Runtimes.NetNs;

/// <summary>A named network namespace, as `ip netns` shows it, with or without a root file system and a process.</summary>
internal sealed class NetNsRuntime(EngineOptions options) : IRuntime
{
    private readonly InitProcess _init = new(options.RunDirectory);

    public string Name => "NetNs";

    // A namespace that `ip netns` made is not ours to show or change.
    public IEnumerable<string> FindForeign() => [];

    public bool Exists(string name) => NetworkNamespace.Exists(name);

    public RuntimeFacts Inspect(ContainerConfig container)
    {
        bool running = NetworkNamespace.Exists(container.Name);
        return new RuntimeFacts
        {
            State = running ? CtState.Running : CtState.Stopped,
            InitPid = running ? _init.FindPid(container.Name) : null,
            NetworkNamespacePath = running ? $"{NetworkNamespace.Directory}/{container.Name}" : null,
            RootFs = container.RootFs,
        };
    }

    public IReadOnlyList<CtNetIf> ForeignInterfaces(ContainerConfig container) => [];

    public void Prepare(ContainerConfig container, IReadOnlyList<InterfaceState> interfaces)
    {
        // The next Start plans from the store; nothing else reads anything of this runtime's.
    }

    public void Forget(ContainerConfig container) => _init.Forget(container.Name);

    public void Start(
        ContainerConfig container, IReadOnlyList<InterfaceState> interfaces, CancellationToken cancellation)
    {
        using (CreateNamespace(container.Name))
        {
            try
            {
                Fill(container, interfaces, cancellation);
                if (container.Init.Count > 0) _init.Start(container);
            }
            catch
            {
                Dismantle([container]);
                throw;
            }
        }
    }

    public void Stop(ContainerConfig container, CancellationToken cancellation) => StopAll([container], cancellation);

    public IReadOnlyDictionary<string, ContainerNetException> StopAll(
        IReadOnlyList<ContainerConfig> containers, CancellationToken cancellation)
    {
        foreach (ContainerConfig container in containers)
        {
            cancellation.ThrowIfCancellationRequested();
            _init.Stop(container.Name);
        }

        Dismantle(containers);
        return new Dictionary<string, ContainerNetException>();
    }

    private static NetworkNamespace CreateNamespace(string name)
    {
        try
        {
            return NetworkNamespace.Create(name);
        }
        catch (NetlinkException e)
        {
            throw KernelErrors.Translate(e, $"Cannot start {name}", name);
        }
    }

    private static void Fill(
        ContainerConfig container, IReadOnlyList<InterfaceState> interfaces, CancellationToken cancellation)
    {
        using var session = KernelSession.Open($"{NetworkNamespace.Directory}/{container.Name}");
        using var executor = new KernelExecutor(session, cancellation);
        var ops = new List<KernelOp> { new SetUp(Side.Container, "lo") };
        foreach (InterfaceState state in interfaces) ops.AddRange(Planner.Create(container.Name, state));
        foreach (InterfaceState state in interfaces) ops.AddRange(Planner.ContainerEnd(state));
        IReadOnlyList<OpFailure> failures = executor.Run(ops);
        if (failures.Count > 0) throw KernelErrors.Translate(failures[0], container.Name, "start");
    }

    // A process in a namespace, which is not ours to end, would keep it and the veth pairs alive: they go first, all of
    // them in one group.
    private static void Dismantle(IReadOnlyList<ContainerConfig> containers)
    {
        HostVeths.Delete([.. containers.SelectMany(c => c.Interfaces).Select(i => i.HostInterface)]);
        foreach (ContainerConfig container in containers)
        {
            if (NetworkNamespace.Exists(container.Name)) NetworkNamespace.Delete(container.Name);
        }
    }
}
