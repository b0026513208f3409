using ContainerNet.Engine.Kernel.Apply;
using ContainerNet.Engine.Linux;
using ContainerNet.Engine.Model;
using ContainerNet.Engine.Runtimes;

namespace ContainerNet.Engine.Operations;

/// <summary>Stopping containers that run.</summary>
internal sealed class StopOperation(Inventory inventory, RuntimeCatalog runtimes)
{
    public IReadOnlyList<CtRehearsal> Rehearse(IReadOnlyList<string> containers) =>
        [.. containers.Select(n => new CtRehearsal(
            KernelErrors.Try(() => inventory.Require(n), $"Cannot stop {n}", n)))];

    public IReadOnlyList<CtRunOutcome> Run(
        IReadOnlyList<string> containers, ICtObserver observer, CancellationToken cancellation)
    {
        if (containers.Count == 0) return [];
        Privileges.Require("stop containers");
        using IDisposable held = inventory.Lock(cancellation);
        var errors = new RunErrors("stop");
        var inspections = new Inspections(runtimes);
        var running = new List<ContainerConfig>();
        foreach (string name in containers.Distinct(StringComparer.Ordinal))
        {
            errors.Try(name, () =>
            {
                ContainerConfig config = inventory.Require(name);
                bool runs = inspections.IsRunning(config);
                observer.Verbose(runs ? $"Stopping {name}." : $"{name} is already stopped.");
                if (runs) running.Add(config);
            });
        }

        foreach (IGrouping<IRuntime, ContainerConfig> group in running.GroupBy(runtimes.Of))
        {
            ContainerConfig[] part = [.. group];
            errors.TryTogether(part, () => group.Key.StopAll(part, cancellation));
        }

        return errors.Outcomes(containers);
    }
}
