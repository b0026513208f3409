using ContainerNet.Engine.DistroConfig;
using ContainerNet.Engine.Kernel.State;
using ContainerNet.Engine.Model;
using ContainerNet.Engine.Runtimes;

namespace ContainerNet.Engine.Editing;

/// <summary>
/// Turns wishes into a new desired state, in memory. Each wish is validated whole before it changes anything, so that a
/// refused one leaves no trace.
/// </summary>
internal sealed partial class Editor(
    Func<string, ContainerConfig?> read, AddressIndex index, IHostView host, RuntimeCatalog runtimes, NetOptions options)
{
    private readonly Dictionary<string, ContainerConfig> _working = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ContainerConfig?> _before = new(StringComparer.Ordinal);
    private readonly Dictionary<string, RuntimeFacts> _facts = new(StringComparer.Ordinal);
    private readonly HashSet<string> _removed = new(StringComparer.Ordinal);

    /// <summary>The containers that were touched, in the order in which they were.</summary>
    public IEnumerable<string> Touched => _before.Keys;

    /// <summary>What to tell the user.</summary>
    public List<string> Warnings { get; } = [];

    /// <summary>The desired state before; null when the container was not known.</summary>
    public ContainerConfig? Before(string container) => _before[container];

    /// <summary>The desired state after; null when the container is removed.</summary>
    public ContainerConfig? After(string container) => _removed.Contains(container) ? null : _working[container];

    /// <summary>The runtime's word on a container.</summary>
    public RuntimeFacts Facts(ContainerConfig container)
    {
        if (!_facts.TryGetValue(container.Name, out RuntimeFacts? facts))
        {
            facts = runtimes.Of(container).Inspect(container);
            _facts[container.Name] = facts;
        }

        return facts;
    }

    /// <summary>Does one wish.</summary>
    /// <exception cref="ContainerNetException">It can't be done; nothing has changed.</exception>
    public void Apply(CtChange change)
    {
        if (change is not (RemoveIp or RemoveRoute)) EndThinning();
        switch (change)
        {
            case NewContainer c: Create(c); break;
            case SetContainer c: Set(c); break;
            case RemoveContainer c: Remove(c); break;
            case NewInterface c: Create(c); break;
            case SetInterface c: Set(c); break;
            case RenameInterface c: Rename(c); break;
            case RemoveInterface c: Remove(c); break;
            case AddIp c: Add(c); break;
            case RemoveIp c: Remove(c); break;
            case AddRoute c: Add(c); break;
            case RemoveRoute c: Remove(c); break;
            default: throw new ArgumentException($"Unknown change {change.GetType().Name}.", nameof(change));
        }
    }

    /// <summary>The working copy of a container; one that only its runtime knows gets its first desired state.</summary>
    private ContainerConfig Container(string name)
    {
        if (_working.TryGetValue(name, out ContainerConfig? working) && !_removed.Contains(name)) return working;
        ContainerConfig? stored = _removed.Contains(name) ? null : read(name);
        ContainerConfig container = stored?.Clone() ?? runtimes.Adopt(name) ?? throw Errors.ContainerNotFound(name);
        Touch(container, stored);
        return container;
    }

    private void Touch(ContainerConfig container, ContainerConfig? before)
    {
        _before.TryAdd(container.Name, before);
        _working[container.Name] = container;
        _removed.Remove(container.Name);
    }

    private (ContainerConfig Container, InterfaceConfig Interface) Find(CtInterfaceChange change)
    {
        ContainerConfig container = Container(change.Container);
        if (container.Find(change.Interface) is { } found) return (container, found);
        bool foreign = runtimes.Of(container).ForeignInterfaces(container).Any(i => i.Name == change.Interface);
        throw foreign
            ? Errors.InterfaceUnmanaged(change.Target)
            : Errors.InterfaceNotFound(change.Target, container.Interfaces.Select(i => i.Name));
    }

    private void RequireStopped(ContainerConfig container, string verb, string target)
    {
        if (Facts(container).State == CtState.Running) throw Errors.MustBeStopped(container.Name, verb, target);
    }

    private void Create(NewContainer change)
    {
        Names.CheckContainer(change.Container);
        string name = change.Container;
        bool known = !_removed.Contains(name) && (_working.ContainsKey(name) || read(name) is not null);
        if (known || runtimes.FindOwner(name) is not null) throw Errors.ContainerExists(name);
        if (change.RootFs is not null && !Directory.Exists(change.RootFs)) throw Errors.NoRootFs(name, change.RootFs);
        CheckNetworkStack(change.NetworkStack, name);
        var container = new ContainerConfig(name, runtimes.Default.Name)
        {
            RootFs = change.RootFs is null ? null : Path.GetFullPath(change.RootFs),
            Init = change.Init,
            NetworkStack = change.NetworkStack,
        };
        Touch(container, null);
    }

    private void Set(SetContainer change)
    {
        CheckNetworkStack(change.NetworkStack, change.Container);
        Container(change.Container).NetworkStack = change.NetworkStack;
    }

    private static void CheckNetworkStack(string? name, string container)
    {
        if (name is not null && NetworkStackCatalog.Find(name) is null) throw Errors.UnknownNetworkStack(name, container);
    }

    private void Remove(RemoveContainer change)
    {
        ContainerConfig container = Container(change.Container);
        if (container.Runtime != runtimes.Default.Name) throw Errors.NotOurs(container);
        RequireStopped(container, "remove", container.Name);
        foreach (InterfaceConfig config in container.Interfaces) Unindex(container, config);
        _removed.Add(container.Name);
    }
}
