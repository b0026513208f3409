using ContainerNet.Engine.Editing;
using ContainerNet.Engine.Kernel.Apply;
using ContainerNet.Engine.Kernel.Plan;
using ContainerNet.Engine.Kernel.State;
using ContainerNet.Engine.Linux;
using ContainerNet.Engine.Model;
using ContainerNet.Netlink;

namespace ContainerNet.Engine.Runtimes.NetNs;

/// <summary>A named network namespace, as `ip netns` shows it, with or without a root file system and a
/// process.</summary>
internal sealed class NetNsRuntime(EngineOptions options) : IRuntime
{
    // While the namespaces of the first group are made, nothing else is: it is small. Each of the next is larger by
    // half, as a namespace takes less time than what is made in it: so neither thread waits long for the other.
    private const int FirstGroup = 16;

    // Enough to share what a group shares; few enough that Ctrl-C is heard within a second.
    private const int LargestGroup = 128;

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
            InitPid = running && container.Init.Count > 0 ? _init.FindPid(container.Name) : null,
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
        foreach (ContainerNetException error in StartAll([new StartOrder(container, interfaces)], cancellation).Values)
        {
            throw error;
        }
    }

    // While the kernel makes the interfaces of one group, another thread has it make the namespaces of the next: each
    // waits for locks and grace periods that the other does not need.
    public IReadOnlyDictionary<string, ContainerNetException> StartAll(
        IReadOnlyList<StartOrder> orders, CancellationToken cancellation)
    {
        var errors = new Dictionary<string, ContainerNetException>(StringComparer.Ordinal);
        using var host = RouteNetlink.Open();
        uint linkGroup = orders.Count > 1 ? LinkGroup.New() : LinkGroup.None;
        StartGroup[] groups = [.. Groups(orders).Select(part => new StartGroup(host, part, linkGroup))];
        NamespaceThread? namespaces = Begin(groups, 0);
        for (int i = 0; i < groups.Length; i++)
        {
            NamespaceThread here = namespaces!;
            here.Wait();
            namespaces = null;
            try
            {
                namespaces = Begin(groups, i + 1);
                Start(groups[i], here, cancellation);
            }
            catch
            {
                Abandon(groups[i]);
                namespaces?.Wait();
                if (namespaces is not null) Abandon(groups[i + 1]);
                throw;
            }

            foreach ((string name, ContainerNetException error) in groups[i].Errors) errors[name] = error;
        }

        return errors;
    }

    private static IEnumerable<StartOrder[]> Groups(IReadOnlyList<StartOrder> orders)
    {
        int size = FirstGroup;
        for (int done = 0; done < orders.Count; done += size, size = Math.Min(size + (size / 2), LargestGroup))
        {
            yield return [.. orders.Skip(done).Take(size)];
        }
    }

    private static NamespaceThread? Begin(StartGroup[] groups, int place) =>
        place < groups.Length ? NamespaceThread.Begin(groups[place].MakeNamespaces) : null;

    private void Start(StartGroup group, NamespaceThread namespaces, CancellationToken cancellation)
    {
        using (group)
        {
            try
            {
                namespaces.End();
                cancellation.ThrowIfCancellationRequested();
                group.MakeInterfaces(cancellation);
                group.Run(_init);
            }
            catch (NetlinkException e)
            {
                // The socket itself failed, or no namespace could be entered: nothing of the group is whole.
                group.Fail(e);
            }

            TryDismantle(group.Broken);
        }
    }

    // Why they did not start is known; what can't be taken down is no reason to fail the others. Stop-Ct tries again.
    private static void TryDismantle(IReadOnlyList<ContainerConfig> containers)
    {
        try
        {
            Dismantle(containers);
        }
        catch (NetlinkException)
        {
            // The first error is the one to report.
        }
    }

    private void Abandon(StartGroup group)
    {
        using (group)
        {
            foreach (ContainerConfig container in group.Created) _init.Stop(container.Name);
            Dismantle(group.Created);
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

    // A process in a namespace, which is not ours to end, would keep it and the veth pairs alive: they go first, all of
    // them in one group.
    private static void Dismantle(IReadOnlyList<ContainerConfig> containers)
    {
        if (containers.Count == 0) return;
        HostVeths.Delete([.. containers.SelectMany(c => c.Interfaces).Select(i => i.HostInterface)]);
        foreach (ContainerConfig container in containers)
        {
            NetworkNamespace.TryDelete(container.Name);
        }
    }
}
