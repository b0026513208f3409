using ContainerNet.Engine.Kernel.Apply;
using ContainerNet.Engine.Kernel.Plan;
using ContainerNet.Engine.Model;
using ContainerNet.Netlink;

namespace ContainerNet.Engine.Runtimes;

/// <summary>Starts and stops containers. Nothing outside a runtime's own folder knows which one it is.</summary>
internal interface IRuntime
{
    /// <summary>The name that users see: NetNs, Lxc.</summary>
    string Name { get; }

    /// <summary>Names of containers that exist without a file of ours; empty when the runtime has none of its
    /// own.</summary>
    IEnumerable<string> FindForeign();

    /// <summary>Whether a container of this name exists in the runtime itself (not in our store).</summary>
    bool Exists(string name);

    /// <summary>What is known of a container now.</summary>
    RuntimeFacts Inspect(ContainerConfig container);

    /// <summary>Interfaces in the runtime's configuration that ContainerNet did not write.</summary>
    IReadOnlyList<CtNetIf> ForeignInterfaces(ContainerConfig container);

    /// <summary>The families in which an interface that ContainerNet did not write has a default route, or may get
    /// one.</summary>
    IReadOnlyCollection<IPVersion> ForeignDefaults(ContainerConfig container) => [];

    /// <summary>
    /// Called whenever the desired state has changed, after it was stored and before the kernel is asked: writes what
    /// the runtime itself reads at its next start. Must be repeatable, and undone by a call with the former state.
    /// </summary>
    void Prepare(ContainerConfig container, IReadOnlyList<InterfaceState> interfaces);

    /// <summary>
    /// What differs from what <see cref="Prepare"/> would write: files on the host. Empty for who may not read them.
    /// </summary>
    IReadOnlyList<string> FindUnprepared(ContainerConfig container, IReadOnlyList<InterfaceState> interfaces) => [];

    /// <summary>
    /// The name of the container that this one is a copy of, or was before it was renamed, when it still has what
    /// <see cref="Prepare"/> wrote for that one; null for others.
    /// </summary>
    string? FindOrigin(ContainerConfig container) => null;

    /// <summary>Removes all that <see cref="Prepare"/> and a start have left; the container is stopped.</summary>
    void Forget(ContainerConfig container);

    /// <summary>
    /// Whether a start without an error means that the kernel has taken each step, so that nothing can be missing.
    /// </summary>
    bool AcknowledgesStart => false;

    /// <summary>Starts the container, and returns when its interfaces are there.</summary>
    void Start(ContainerConfig container, IReadOnlyList<InterfaceState> interfaces, CancellationToken cancellation);

    /// <summary>Starts containers together, where that is cheaper than one by one.</summary>
    /// <returns>The errors of those that could not be started, by name; nothing of them is left.</returns>
    IReadOnlyDictionary<string, ContainerNetException> StartAll(
        IReadOnlyList<StartOrder> orders, CancellationToken cancellation) => Each(
            orders, o => o.Container.Name, "start", o => Start(o.Container, o.Interfaces, cancellation), cancellation);

    /// <summary>Stops the container, and returns when its host veths are gone.</summary>
    void Stop(ContainerConfig container, CancellationToken cancellation);

    /// <summary>Why containers are not to be stopped, by name: others use their networks.</summary>
    /// <param name="containers">The containers, which run.</param>
    IReadOnlyDictionary<string, ContainerNetException> FindUse(IReadOnlyList<ContainerConfig> containers) =>
        new Dictionary<string, ContainerNetException>();

    /// <summary>Stops containers together, where that is cheaper than one by one.</summary>
    /// <param name="containers">The containers, which run.</param>
    /// <param name="force">Also those that <see cref="FindUse"/> names.</param>
    /// <param name="cancellation">Stops before the next one.</param>
    /// <returns>The errors of those that could not be stopped, by name.</returns>
    IReadOnlyDictionary<string, ContainerNetException> StopAll(
        IReadOnlyList<ContainerConfig> containers, bool force, CancellationToken cancellation) =>
        Each(containers, c => c.Name, "stop", c => Stop(c, cancellation), cancellation);

    private static Dictionary<string, ContainerNetException> Each<T>(
        IReadOnlyList<T> items, Func<T, string> nameOf, string verb, Action<T> action, CancellationToken cancellation)
    {
        var errors = new Dictionary<string, ContainerNetException>(StringComparer.Ordinal);
        foreach (T item in items)
        {
            cancellation.ThrowIfCancellationRequested();
            string name = nameOf(item);
            ContainerNetException? error = KernelErrors.Try(() => action(item), $"Cannot {verb} {name}", name);
            if (error is not null) errors[name] = error;
        }

        return errors;
    }
}

/// <summary>A container to be started.</summary>
/// <param name="Container">The container.</param>
/// <param name="Interfaces">The state that its interfaces should have.</param>
internal sealed record StartOrder(ContainerConfig Container, IReadOnlyList<InterfaceState> Interfaces)
{
    /// <summary>Whether an init of the container's own configures its network from files.</summary>
    public bool ConfiguresItself { get; init; }
}

/// <summary>What a runtime knows of a container now.</summary>
internal sealed record RuntimeFacts
{
    public CtState State { get; init; }

    /// <summary>The process id of init on the host; null while stopped, or when nothing runs in it.</summary>
    public int? InitPid { get; init; }

    /// <summary>How to open the network namespace: a path; null while stopped.</summary>
    public string? NetworkNamespacePath { get; init; }

    /// <summary>The root file system on the host; null without one.</summary>
    public string? RootFs { get; init; }

    /// <summary>The uid and gid on the host of the container's root: 0 for privileged containers.</summary>
    public (uint Uid, uint Gid) Root { get; init; }

    /// <summary>
    /// Whether an init of the container's own configures its network from files, so that we leave the container's end
    /// alone at its start.
    /// </summary>
    public bool ConfiguresItself { get; init; }

    /// <summary>What somebody else has made under the container's name, which keeps it from starting; null for
    /// nothing.</summary>
    public string? TakenName { get; init; }
}
