using ContainerNet.Engine.Model;

namespace ContainerNet.Engine.Runtimes;

/// <summary>What the runtimes say of containers during one call: each is asked once, as some start a program for
/// it.</summary>
internal sealed class Inspections(RuntimeCatalog runtimes)
{
    // A container of the same name, removed and made again by one call, may be another one.
    private readonly Dictionary<(string Name, string Runtime, string? RootFs), RuntimeFacts> _facts = [];

    /// <summary>What is known of a container.</summary>
    /// <exception cref="ContainerNetException">Its runtime can't tell, or is not known.</exception>
    public RuntimeFacts Of(ContainerConfig container)
    {
        (string, string, string?) key = (container.Name, container.Runtime, container.RootFs);
        if (!_facts.TryGetValue(key, out RuntimeFacts? facts))
        {
            _facts[key] = facts = runtimes.Of(container).Inspect(container);
        }

        return facts;
    }

    /// <summary>Whether its runtime no longer has a container.</summary>
    public bool IsGone(ContainerConfig container) => Of(container).State == CtState.Gone;

    /// <summary>Whether a container runs.</summary>
    public bool IsRunning(ContainerConfig container) => Of(container).State == CtState.Running;
}
