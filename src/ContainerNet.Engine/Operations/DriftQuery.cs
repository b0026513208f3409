using ContainerNet.Engine.Kernel.Apply;
using ContainerNet.Engine.Kernel.Drift;
using ContainerNet.Engine.Kernel.Plan;
using ContainerNet.Engine.Model;
using ContainerNet.Engine.RootFs.Ownership;
using ContainerNet.Engine.Runtimes;

namespace ContainerNet.Engine.Operations;

/// <summary>Drift: what differs from the desired state.</summary>
internal sealed class DriftQuery(Inventory inventory, RuntimeCatalog runtimes, ContainerFiles files)
{
    public IEnumerable<CtNetIfFinding> Find(Func<string, bool>? container, ICtObserver? observer)
    {
        var view = new CallView(runtimes);
        foreach (ContainerConfig config in inventory.All(container, observer))
        {
            IReadOnlyList<Difference>? found = Inventory.Guarded(observer, () => Of(config, view));
            foreach (Difference difference in found ?? []) yield return difference.Finding;
        }
    }

    /// <summary>The differences of one container.</summary>
    public IReadOnlyList<Difference> Of(ContainerConfig config, CallView view)
    {
        IReadOnlyList<InterfaceState> states = view.StatesOf(config);
        RuntimeFacts facts = view.Containers.Of(config);
        IReadOnlyList<Difference> inFiles = OfFiles(config, states, facts);
        if (facts.State == CtState.Stopped || states.Count == 0) return [.. inFiles];
        using var session = KernelSession.Open(facts.NetworkNamespacePath);
        return [.. DriftFinder.Find(config, states, session), .. inFiles];
    }

    private IReadOnlyList<Difference> OfFiles(
        ContainerConfig config, IReadOnlyList<InterfaceState> states, RuntimeFacts facts)
    {
        try
        {
            return [.. files.Write(config, states, facts, new WriteOptions { DryRun = true }).Files
                .Select(Difference.OfFile)
                .OfType<Difference>()];
        }
        catch (ContainerNetException e)
        {
            return [Difference.Unreadable(config.Name, e.Message)];
        }
    }
}
