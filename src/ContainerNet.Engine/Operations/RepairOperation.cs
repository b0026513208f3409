using ContainerNet.Engine.Kernel.Apply;
using ContainerNet.Engine.Kernel.Drift;
using ContainerNet.Engine.Kernel.Plan;
using ContainerNet.Engine.Linux;
using ContainerNet.Engine.Model;
using ContainerNet.Engine.Runtimes;

namespace ContainerNet.Engine.Operations;

/// <summary>Mending differences, as far as they are still there.</summary>
internal sealed class RepairOperation(
    Inventory inventory, RuntimeCatalog runtimes, ContainerFiles files, DriftQuery drift)
{
    public IReadOnlyList<CtRepairOutcome> Run(
        IReadOnlyList<CtNetIfFinding> findings, bool force, ICtObserver observer, CancellationToken cancellation)
    {
        if (findings.Count == 0) return [];
        Privileges.Require("repair the network of containers");
        using IDisposable held = inventory.Lock(cancellation);
        var errors = new Dictionary<CtNetIfFinding, ContainerNetException>();
        var view = new CallView(runtimes);
        foreach (IGrouping<string, CtNetIfFinding> group in findings.GroupBy(f => f.Container, StringComparer.Ordinal))
        {
            cancellation.ThrowIfCancellationRequested();
            Repair(inventory.Require(group.Key), [.. group], errors, view, observer, force);
        }

        return findings.Select(f => new CtRepairOutcome(f, errors.GetValueOrDefault(f))).ToArray();
    }

    private void Repair(
        ContainerConfig config, HashSet<CtNetIfFinding> findings,
        Dictionary<CtNetIfFinding, ContainerNetException> errors, CallView view, ICtObserver observer, bool force)
    {
        // Only what is still so: the world may have moved since the findings were made.
        List<Difference> still = drift.Of(config, view).Where(d => findings.Contains(d.Finding)).ToList();
        bool Mendable(CtNetIfFinding finding) =>
            finding.Repairable || (force && finding.Where == "file" && finding.What.StartsWith('/'));
        foreach (Difference difference in still.Where(d => !Mendable(d.Finding)))
        {
            errors[difference.Finding] = NeedsRestart(difference.Finding);
        }

        RuntimeFacts facts = view.Containers.Of(config);
        if (still.Exists(d => d.Finding.Where == "file" && Mendable(d.Finding)))
        {
            files.Follow(config, view.StatesOf(config), facts, observer, force);
        }

        List<Difference> steps = still.Where(d => d.Steps.Count > 0).ToList();
        if (steps.Count == 0) return;
        using var session = KernelSession.Open(facts.NetworkNamespacePath);
        using var executor = new KernelExecutor(session, CancellationToken.None);
        foreach (Difference difference in steps)
        {
            foreach (KernelOp op in difference.Steps)
            {
                observer.Verbose($"{config.Name}: {difference.Finding.Where}: {op.ToCommand()}");
            }
        }

        foreach (OpFailure failure in executor.Run(steps.SelectMany(s => s.Steps)))
        {
            CtNetIfFinding finding = steps.First(s => s.Steps.Any(o => ReferenceEquals(o, failure.Op))).Finding;
            errors[finding] = KernelErrors.Translate(failure, finding.GetTarget(), "repair");
        }
    }

    private static ContainerNetException NeedsRestart(CtNetIfFinding finding) => finding.Where == "file"
        ? new ContainerNetException(
            "FileEdited", CtErrorKind.InvalidOperation,
            $"Cannot repair {finding.What} in {finding.Container}: the container's administrator has edited it.",
            finding.What, "-Force replaces it.")
        : new ContainerNetException(
        "RestartNeeded", CtErrorKind.InvalidOperation,
        $"Cannot repair {finding.GetTarget()}: {finding.What} is {finding.Actual} on the "
        + $"{finding.Where}'s side, and a veth pair is made only at a start.",
        finding.GetTarget(), $"Stop-Ct {finding.Container}; Start-Ct {finding.Container}.");
}
