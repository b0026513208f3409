using ContainerNet.Engine.Kernel.Apply;
using ContainerNet.Engine.Linux;
using ContainerNet.Engine.Model;
using ContainerNet.Engine.Runtimes;

namespace ContainerNet.Engine.Operations;

/// <summary>Stopping containers that run.</summary>
internal sealed class StopOperation(Inventory inventory, RuntimeCatalog runtimes)
{
    /// <summary>Tells what a stop would be refused for; nothing is done, and no privilege needed.</summary>
    public IReadOnlyList<CtRunOutcome> Check(IReadOnlyList<string> containers, bool force, ICtObserver observer)
    {
        var errors = new RunErrors("stop");
        foreach (IGrouping<IRuntime, ContainerConfig> group in Running(containers, errors, observer))
        {
            ContainerConfig[] part = [.. group];
            if (!force) errors.TryTogether(part, () => group.Key.FindUse(part));
        }

        return errors.Outcomes(containers);
    }

    public IReadOnlyList<CtRunOutcome> Run(
        IReadOnlyList<string> containers, bool force, ICtObserver observer, CancellationToken cancellation)
    {
        if (containers.Count == 0) return [];
        Privileges.Require("stop containers");
        using IDisposable held = inventory.Lock(cancellation);
        var errors = new RunErrors("stop");
        foreach (IGrouping<IRuntime, ContainerConfig> group in Running(containers, errors, observer))
        {
            ContainerConfig[] part = [.. group];
            errors.TryTogether(part, () => group.Key.StopAll(part, force, cancellation));
        }

        return errors.Outcomes(containers);
    }

    private List<IGrouping<IRuntime, ContainerConfig>> Running(
        IReadOnlyList<string> containers, RunErrors errors, ICtObserver observer)
    {
        var inspections = new Inspections(runtimes);
        var running = new List<ContainerConfig>();
        foreach (string name in containers.Distinct(StringComparer.Ordinal))
        {
            errors.Try(name, () =>
            {
                ContainerConfig config = inventory.Require(name);
                RuntimeFacts facts = inspections.Of(config);
                bool runs = facts.State == CtState.Running;
                observer.Verbose(runs ? $"Stopping {name}." : $"{name} is already stopped.");
                if (runs)
                {
                    running.Add(config);
                }
                else if (facts.TakenName is { } taken)
                {
                    observer.Warning($"{name} is stopped: {taken} was not made by ContainerNet, and is left as it is.");
                }
            });
        }

        return [.. running.GroupBy(runtimes.Of)];
    }
}
