using ContainerNet.Engine.Model;
using ContainerNet.Engine.Runtimes;

namespace ContainerNet.Engine.Editing;

/// <summary>The containers that a call touches: as they were, and a working copy of each.</summary>
/// <param name="read">Gives the stored state of a container; null for none.</param>
/// <param name="runtimes">Know containers that are not stored.</param>
/// <param name="inspections">What the runtimes say of them during this call.</param>
internal sealed class EditedContainers(
    Func<string, ContainerConfig?> read, RuntimeCatalog runtimes, Inspections inspections)
{
    private readonly Dictionary<string, ContainerConfig> _working = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ContainerConfig?> _before = new(StringComparer.Ordinal);
    private readonly HashSet<string> _removed = new(StringComparer.Ordinal);

    /// <summary>The containers that were touched, in the order in which they were.</summary>
    public IEnumerable<string> Touched => _before.Keys;

    /// <summary>Whether a container is one of those that were touched.</summary>
    public bool IsTouched(string container) => _before.ContainsKey(container);

    /// <summary>The runtimes of this host.</summary>
    public RuntimeCatalog Runtimes => runtimes;

    /// <summary>The desired state before; null when the container was not known.</summary>
    public ContainerConfig? Before(string container) => _before[container];

    /// <summary>The desired state after; null when the container is removed.</summary>
    public ContainerConfig? After(string container) => _removed.Contains(container) ? null : _working[container];

    /// <summary>
    /// The working copy of a container; one that only its runtime knows gets its first desired state.
    /// </summary>
    /// <exception cref="ContainerNetException">ContainerNotFound.</exception>
    public ContainerConfig Get(string name)
    {
        if (_working.TryGetValue(name, out ContainerConfig? working) && !_removed.Contains(name)) return working;
        ContainerConfig? stored = _removed.Contains(name) ? null : read(name);
        ContainerConfig container = stored?.Clone() ?? runtimes.Adopt(name) ?? throw NotFoundErrors.Container(name);
        Add(container, stored);
        return container;
    }

    /// <summary>The container and interface of a wish.</summary>
    /// <exception cref="ContainerNetException">There is none, or it is somebody else's.</exception>
    public (ContainerConfig Container, InterfaceConfig Interface) Find(CtInterfaceChange change)
    {
        ContainerConfig container = Get(change.Container);
        if (container.Find(change.Interface) is { } found) return (container, found);
        throw HasForeign(container, change.Interface)
            ? Errors.InterfaceUnmanaged(change.Target)
            : NotFoundErrors.Interface(change.Target, container.Interfaces.Select(i => i.Name));
    }

    /// <summary>Whether somebody else wrote an interface of this name into the runtime's configuration.</summary>
    public bool HasForeign(ContainerConfig container, string interfaceName) =>
        runtimes.Of(container).ForeignInterfaces(container).Any(i => i.Name == interfaceName);

    /// <summary>The families of which an interface of somebody else has the container's default route.</summary>
    public IReadOnlyCollection<IPVersion> ForeignDefaults(ContainerConfig container) =>
        runtimes.Of(container).ForeignDefaults(container);

    /// <summary>Whether a container of this name is there, stored or in a runtime alone.</summary>
    public bool IsTaken(string name)
    {
        bool known = !_removed.Contains(name) && (_working.ContainsKey(name) || read(name) is not null);
        return known || runtimes.FindOwner(name) is not null;
    }

    /// <summary>Takes a working copy.</summary>
    /// <param name="container">The copy.</param>
    /// <param name="before">The stored state; null for none.</param>
    public void Add(ContainerConfig container, ContainerConfig? before)
    {
        _before.TryAdd(container.Name, before);
        _working[container.Name] = container;
        _removed.Remove(container.Name);
    }

    /// <summary>Notes that a container shall go.</summary>
    public void Remove(ContainerConfig container) => _removed.Add(container.Name);

    /// <summary>Whether the container runs.</summary>
    public bool IsRunning(ContainerConfig container) => inspections.IsRunning(container);

    /// <summary>Whether its runtime no longer has the container.</summary>
    public bool IsGone(ContainerConfig container) => inspections.IsGone(container);

    /// <summary>An error with its remedy, where the owner of what is taken is a container that is gone.</summary>
    public ContainerNetException Explain(ContainerNetException error)
    {
        if (error.Data[InterfaceErrors.Owner] is not string name || read(name) is not { } owner || !IsGone(owner)) return error;
        return Errors.OwnerIsGone(error, owner);
    }

    /// <exception cref="ContainerNetException">The container runs.</exception>
    public void RequireStopped(ContainerConfig container, string verb, string target)
    {
        if (IsRunning(container)) throw Errors.MustBeStopped(container.Name, verb, target);
    }
}
