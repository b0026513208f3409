using ContainerNet.Engine.Kernel.Apply;
using ContainerNet.Engine.Kernel.Drift;
using ContainerNet.Engine.Kernel.Plan;
using ContainerNet.Engine.Kernel.State;
using ContainerNet.Engine.Linux;
using ContainerNet.Engine.Model;
using ContainerNet.Engine.RootFs.Ownership;
using ContainerNet.Engine.Runtimes;

namespace ContainerNet.Engine.Operations;

/// <summary>Drift: what differs from the desired state, and mending it.</summary>
internal sealed partial class ContainerNetEngine
{
    public IEnumerable<CtNetIfFinding> FindDrift(
        Func<string, bool>? container = null, ICtObserver? observer = null)
    {
        var host = new HostView();
        foreach (ContainerConfig config in All(container, observer))
        {
            IReadOnlyList<Difference>? found = Guarded(observer, () => DifferencesOf(config, host));
            foreach (Difference difference in found ?? []) yield return difference.Finding;
        }
    }

    public IReadOnlyList<CtRepairOutcome> Repair(
        IReadOnlyList<CtNetIfFinding> findings, bool force, ICtObserver observer,
        CancellationToken cancellation = default)
    {
        if (findings.Count == 0) return [];
        Privileges.Require("repair the network of containers");
        using IDisposable held = _store.Lock(s_lockTimeout, cancellation);
        var errors = new Dictionary<CtNetIfFinding, ContainerNetException>();
        var host = new HostView();
        foreach (IGrouping<string, CtNetIfFinding> group in findings.GroupBy(f => f.Container, StringComparer.Ordinal))
        {
            cancellation.ThrowIfCancellationRequested();
            Repair(Require(group.Key), [.. group], errors, host, observer, force);
        }

        return findings.Select(f => new CtRepairOutcome(f, errors.GetValueOrDefault(f))).ToArray();
    }

    private void Repair(
        ContainerConfig config, HashSet<CtNetIfFinding> findings,
        Dictionary<CtNetIfFinding, ContainerNetException> errors, HostView host, ICtObserver observer, bool force)
    {
        // Only what is still so: the world may have moved since the findings were made.
        List<Difference> still = DifferencesOf(config, host).Where(d => findings.Contains(d.Finding)).ToList();
        bool Mendable(CtNetIfFinding finding) =>
            finding.Repairable || (force && finding.Where == "file" && finding.What.StartsWith('/'));
        foreach (Difference difference in still.Where(d => !Mendable(d.Finding)))
        {
            errors[difference.Finding] = NeedsRestart(difference.Finding);
        }

        if (still.Exists(d => d.Finding.Where == "file" && Mendable(d.Finding)))
        {
            _files.Follow(config, StatesOf(config, host), observer, force);
        }

        List<Difference> steps = still.Where(d => d.Steps.Count > 0).ToList();
        if (steps.Count == 0) return;
        using var session = KernelSession.Open(_runtimes.Of(config).Inspect(config).NetworkNamespacePath);
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

    private IReadOnlyList<Difference> DifferencesOf(ContainerConfig config, HostView host)
    {
        IReadOnlyList<InterfaceState> states = StatesOf(config, host);
        IReadOnlyList<Difference> files = FileDifferencesOf(config, states);
        RuntimeFacts facts = _runtimes.Of(config).Inspect(config);
        if (facts.State == CtState.Stopped || states.Count == 0) return [.. files];
        using var session = KernelSession.Open(facts.NetworkNamespacePath);
        return [.. DriftFinder.Find(config, states, session), .. files];
    }

    private IReadOnlyList<Difference> FileDifferencesOf(ContainerConfig config, IReadOnlyList<InterfaceState> states)
    {
        try
        {
            return [.. _files.Write(config, states, new WriteOptions { DryRun = true }).Files
                .Select(Difference.OfFile)
                .OfType<Difference>()];
        }
        catch (ContainerNetException e)
        {
            return [Difference.Unreadable(config.Name, e.Message)];
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
