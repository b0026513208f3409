using ContainerNet.Engine.Kernel.Plan;
using ContainerNet.Engine.Kernel.State;
using ContainerNet.Engine.Model;
using ContainerNet.Engine.Runtimes;

namespace ContainerNet.Engine.Operations;

/// <summary>The host and the containers as one call sees them: looked at when first asked for, and once.</summary>
internal sealed class CallView(RuntimeCatalog runtimes) : IDisposable
{
    /// <summary>The host's links, addresses and routes.</summary>
    public HostView Host { get; } = new();

    /// <summary>The runtimes' words on containers.</summary>
    public Inspections Containers { get; } = new(runtimes);

    /// <summary>What the kernel shall have of a container.</summary>
    public IReadOnlyList<InterfaceState> StatesOf(ContainerConfig container) => container.Interfaces.Count == 0
        ? []
        : InterfaceStates.Of(container, Host, runtimes.Of(container).ForeignDefaults(container));

    public void Dispose() => Host.Dispose();
}
