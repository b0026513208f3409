using ContainerNet.Engine.Bridges;
using ContainerNet.Engine.Kernel.Apply;
using ContainerNet.Engine.Kernel.State;
using ContainerNet.Engine.Linux;
using ContainerNet.Engine.Store;
using ContainerNet.Netlink;

namespace ContainerNet.Engine.Operations;

/// <summary>Bringing back what a plan found missing, as far as it still is.</summary>
internal sealed class RestoreOperation(
    Inventory inventory, BridgeStore bridges, BridgeRunner runner, RepairOperation repair, StrayLinks strays,
    OptionStore options, Forwarding forwarding)
{
    public IReadOnlyList<CtRestoreOutcome> Run(
        IReadOnlyList<CtRestoreStep> steps, ICtObserver observer, CancellationToken cancellation)
    {
        if (steps.Count == 0) return [];
        Privileges.Require("restore the network of containers");
        var errors = new Dictionary<CtRestoreStep, ContainerNetException>();
        using (inventory.Lock(cancellation))
        {
            foreach (CtRestoreStep step in steps.Where(s => s.Kind is CtRestoreKind.Bridge or CtRestoreKind.Nat or CtRestoreKind.Forwarding))
            {
                cancellation.ThrowIfCancellationRequested();
                if (Bring(step, observer) is { } error) errors[step] = error;
            }

            RemoveStrays([.. steps.Where(s => s.Kind == CtRestoreKind.StrayLink)], errors);
        }

        // After the bridges: a host veth is made a port of a bridge that is there.
        CtNetIfFinding[] findings = [.. steps.Select(s => s.Finding).OfType<CtNetIfFinding>()];
        var repaired = repair
            .Run(findings, force: false, observer, cancellation)
            .ToDictionary(o => o.Finding, o => o.Error);
        return [.. steps.Select(s => new CtRestoreOutcome(
            s, s.Finding is { } finding ? repaired[finding] : errors.GetValueOrDefault(s)))];
    }

    private ContainerNetException? Bring(CtRestoreStep step, ICtObserver observer)
    {
        try
        {
            if (step.Kind == CtRestoreKind.Nat) Nat.Bring(bridges.ReadAll(), "the bridges");
            else if (step.Kind == CtRestoreKind.Forwarding) forwarding.Bring(options.Read());
            else if (bridges.Read(step.Target) is { } bridge) runner.Bring(bridge, observer);
            return null;
        }
        catch (Exception e) when (BridgeErrors.Translate(e, step.Target) is not null)
        {
            return BridgeErrors.Translate(e, step.Target);
        }
    }

    // Found again: a container may have been started with them since.
    private void RemoveStrays(CtRestoreStep[] steps, Dictionary<CtRestoreStep, ContainerNetException> errors)
    {
        if (steps.Length == 0) return;
        var names = steps.Select(s => s.Target).ToHashSet(StringComparer.Ordinal);
        ContainerNetException? error = KernelErrors.Try(
            () => HostVeths.Delete([.. strays.Find().Select(l => l.Name).Where(names.Contains)]),
            $"Cannot remove {string.Join(", ", names)}", steps[0].Target);
        if (error is null) return;
        foreach (CtRestoreStep step in steps) errors[step] = error;
    }
}
