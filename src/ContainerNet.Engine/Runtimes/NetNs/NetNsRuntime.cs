#pragma warning disable CA1416 // Modes of files: the module is for Linux only.

using System.Text;
using ContainerNet.Engine.DistroConfig.Detection;
using ContainerNet.Engine.Kernel.Apply;
using ContainerNet.Engine.Kernel.Plan;
using ContainerNet.Engine.Kernel.State;
using ContainerNet.Engine.Linux;
using ContainerNet.Engine.Model;
using ContainerNet.Engine.RootFs;
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

    private const UnixFileMode FileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode FolderMode = FileMode | UnixFileMode.UserExecute;

    private readonly InitProcess _init = new(options.RunDirectory);
    private readonly OwnNamespaces _own = new(options.RunDirectory);
    private readonly DetectionCache _detections = new();

    // The unit containernet-netns@.service runs the file of its instance's name.
    private readonly string _scripts = Path.Combine(options.StateDirectory, "netns");

    public string Name => "NetNs";

    // A namespace that `ip netns` made is not ours to show or change.
    public IEnumerable<string> FindForeign() => [];

    public bool Exists(string name) => NetworkNamespace.Exists(name);

    // The kernel answers each step, and the command is watched.
    public bool AcknowledgesStart => true;

    public RuntimeFacts Inspect(ContainerConfig container)
    {
        bool there = NetworkNamespace.Exists(container.Name);
        bool running = there && _own.Has(container);
        string path = $"{NetworkNamespace.Directory}/{container.Name}";
        return new RuntimeFacts
        {
            State = running ? CtState.Running : CtState.Stopped,
            InitPid = running && container.Init.Count > 0 ? _init.FindPid(container.Name) : null,
            NetworkNamespacePath = running ? path : null,
            RootFs = container.RootFs,
            ConfiguresItself = ConfiguresItself(container),
            TakenName = there && !running ? path : null,
        };
    }

    // An init that finds its addresses there already fails to bring its interface up. Without files that it reads, or
    // with another command, nobody else configures the container's end.
    private bool ConfiguresItself(ContainerConfig container)
    {
        if (container.RootFs is not { } path || !ServiceInit.StartsServices(container.Init)) return false;
        if (container.NetworkStack is not null) return true;
        try
        {
            using var root = RootFsHandle.Open(path);
            return _detections.Detect(container.Name, root).StackName is not null;
        }
        catch (ContainerNetException)
        {
            return false;
        }
    }

    public IReadOnlyList<CtNetIf> ForeignInterfaces(ContainerConfig container) => [];

    // Start-Ct plans from the store; this is for systemd.
    public void Prepare(ContainerConfig container, IReadOnlyList<InterfaceState> interfaces)
    {
        // Root alone reads them: what they say is applied to the host.
        Directory.CreateDirectory(_scripts, FolderMode);
        DurableFile.Write(ScriptOf(container.Name), Script(container, interfaces), FileMode);
    }

    public IReadOnlyList<string> FindUnprepared(ContainerConfig container, IReadOnlyList<InterfaceState> interfaces)
    {
        if (!Environment.IsPrivilegedProcess) return [];
        string path = ScriptOf(container.Name);
        bool same = File.Exists(path) && File.ReadAllBytes(path).AsSpan().SequenceEqual(Script(container, interfaces));
        return same ? [] : [path];
    }

    private byte[] Script(ContainerConfig container, IReadOnlyList<InterfaceState> interfaces) => Encoding.UTF8.GetBytes(
        BootScript.Of(container, interfaces, ConfiguresItself(container), options.RunDirectory));

    private string ScriptOf(string container) => Path.Combine(_scripts, container);

    public void Forget(ContainerConfig container)
    {
        _init.Forget(container.Name);
        _own.Forget(container.Name);
        _detections.Forget(container.Name);
        if (File.Exists(ScriptOf(container.Name))) File.Delete(ScriptOf(container.Name));
    }

    public void Start(
        ContainerConfig container, IReadOnlyList<InterfaceState> interfaces, CancellationToken cancellation)
    {
        var order = new StartOrder(container, interfaces) { ConfiguresItself = ConfiguresItself(container) };
        foreach (ContainerNetException error in StartAll([order], cancellation).Values)
        {
            throw error;
        }
    }

    public IReadOnlyDictionary<string, ContainerNetException> StartAll(
        IReadOnlyList<StartOrder> orders, CancellationToken cancellation)
    {
        Dictionary<string, ContainerNetException> errors = StartTogether(orders, cancellation);

        // When somebody has just deleted the namespace of a start before, the kernel has not taken its links down yet;
        // now they are: a start that fails removes its links.
        StartOrder[] again = [.. orders.Where(o => IsTaken(errors.GetValueOrDefault(o.Container.Name)))];
        if (again.Length == 0) return errors;
        foreach (string name in again.Select(o => o.Container.Name)) errors.Remove(name);
        foreach ((string name, ContainerNetException error) in StartTogether(again, cancellation)) errors[name] = error;
        return errors;
    }

    private static bool IsTaken(ContainerNetException? error) =>
        error?.InnerException is NetlinkException { Errno: Errno.EEXIST };

    // While the kernel makes the interfaces of one group, another thread has it make the namespaces of the next: each
    // waits for locks and grace periods that the other does not need.
    private Dictionary<string, ContainerNetException> StartTogether(
        IReadOnlyList<StartOrder> orders, CancellationToken cancellation)
    {
        var errors = new Dictionary<string, ContainerNetException>(StringComparer.Ordinal);
        using var host = RouteNetlink.Open();
        uint linkGroup = orders.Count > 1 ? LinkGroup.New() : LinkGroup.None;
        using var inits = new StartedInits(_init, options.InitWatch);
        StartGroup[] groups = [.. Groups(orders).Select(part => new StartGroup(host, part, linkGroup, _own))];
        NamespaceThread? namespaces = Begin(groups, 0);
        for (int i = 0; i < groups.Length; i++)
        {
            NamespaceThread here = namespaces!;
            here.Wait();
            namespaces = null;
            try
            {
                namespaces = Begin(groups, i + 1);
                Start(groups[i], here, inits, cancellation);
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

        IReadOnlyList<(ContainerConfig Container, ContainerNetException Error)> ended = inits.Watch();
        foreach ((ContainerConfig container, ContainerNetException error) in ended) errors[container.Name] = error;
        TryTakeDown([.. ended.Select(e => e.Container)]);
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

    private void Start(
        StartGroup group, NamespaceThread namespaces, StartedInits inits, CancellationToken cancellation)
    {
        using (group)
        {
            try
            {
                namespaces.End();
                cancellation.ThrowIfCancellationRequested();
                group.MakeInterfaces(cancellation);
                group.Run(inits);
            }
            catch (NetlinkException e)
            {
                // The socket itself failed, or no namespace could be entered: nothing of the group is whole.
                group.Fail(e);
            }

            TryTakeDown(group.Broken);
        }
    }

    // Why they did not start is known; what can't be taken down is no reason to fail the others. Stop-Ct tries again.
    private void TryTakeDown(IReadOnlyList<ContainerConfig> containers)
    {
        try
        {
            TakeDown(containers);
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
            TakeDown(group.Created);
        }
    }

    public void Stop(ContainerConfig container, CancellationToken cancellation)
    {
        foreach (ContainerNetException error in StopAll([container], force: false, cancellation).Values) throw error;
    }

    public IReadOnlyDictionary<string, ContainerNetException> FindUse(IReadOnlyList<ContainerConfig> containers) =>
        InUse(containers, Residents.Find(containers, _init));

    public IReadOnlyDictionary<string, ContainerNetException> StopAll(
        IReadOnlyList<ContainerConfig> containers, bool force, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var residents = Residents.Find(containers, _init);
        Dictionary<string, ContainerNetException> inUse = force ? [] : InUse(containers, residents);
        TakeDown([.. containers.Where(c => !inUse.ContainsKey(c.Name))], residents);
        return inUse;
    }

    private static Dictionary<string, ContainerNetException> InUse(
        IReadOnlyList<ContainerConfig> containers, Residents residents)
    {
        var errors = new Dictionary<string, ContainerNetException>(StringComparer.Ordinal);
        foreach (string name in containers.Select(c => c.Name))
        {
            if (residents.InUse(name) is { } error) errors[name] = error;
        }

        return errors;
    }

    private void TakeDown(IReadOnlyList<ContainerConfig> containers)
    {
        if (containers.Count > 0) TakeDown(containers, Residents.Find(containers, _init));
    }

    // A process in a namespace, which is not ours to end, would keep it and the veth pairs alive: they go first, all of
    // them in one group.
    private void TakeDown(IReadOnlyList<ContainerConfig> containers, Residents residents)
    {
        if (containers.Count == 0) return;
        _init.StopAll(containers, residents);
        HostVeths.Delete([.. containers.SelectMany(c => c.Interfaces).Select(i => i.HostInterface)]);
        foreach (ContainerConfig container in containers)
        {
            NetworkNamespace.TryDelete(container.Name);
            _own.Forget(container.Name);
        }
    }
}
