using ContainerNet.Engine.Bridges;
using ContainerNet.Engine.Kernel.State;
using ContainerNet.Engine.Model;
using ContainerNet.Engine.Runtimes;
using ContainerNet.Engine.Store;

namespace ContainerNet.Engine.Operations;

/// <summary>What a reboot, a flushed table or a killed program took: bridges, NAT, interfaces.</summary>
internal sealed class RestorePlan(
    Inventory inventory, ContainerStore store, RuntimeCatalog runtimes, BridgeStore bridges, BridgeRunner runner,
    DriftQuery drift, StrayLinks strays, OptionStore options, Forwarding forwarding)
{
    public IReadOnlyList<CtRestoreStep> OfBridges()
    {
        IReadOnlyList<BridgeConfig> wanted = bridges.ReadAll();
        using var host = new HostView();
        var steps = new List<CtRestoreStep>();
        foreach (BridgeConfig bridge in wanted)
        {
            string missing = string.Join(", ", runner.FindMissing(bridge, host));
            if (missing.Length == 0) continue;
            steps.Add(new CtRestoreStep
            {
                Kind = CtRestoreKind.Bridge,
                Target = bridge.Name,
                Action = $"Restore bridge: {missing}",
            });
        }

        if (!Nat.IsAsWanted(wanted))
        {
            steps.Add(new CtRestoreStep
            {
                Kind = CtRestoreKind.Nat,
                Target = NatRules.Table,
                Action = "Restore NAT rules",
            });
        }

        if (!forwarding.IsAsWanted(options.Read(), host))
        {
            steps.Add(new CtRestoreStep
            {
                Kind = CtRestoreKind.Forwarding,
                Target = "packet filter",
                Action = "Restore the rules that accept what is forwarded",
            });
        }

        return steps;
    }

    public IReadOnlyList<CtRestoreStep> OfContainers(ICtObserver observer)
    {
        StoreSnapshot snapshot = store.ReadAll();
        using var view = new CallView(runtimes);
        foreach (BrokenFile file in snapshot.Broken) observer.Warning($"{file.Name} is left as it is: {file.Error.Message}");
        var unknown = snapshot.Broken.Select(b => b.Name).ToHashSet(StringComparer.Ordinal);
        IEnumerable<CtNetIfFinding> findings = drift.Find(
            inventory.All(snapshot, name => !unknown.Contains(name)), view);
        IEnumerable<CtRestoreStep> interfaces = findings.Where(f => !IsOfContainer(f, observer)).Select(finding => new CtRestoreStep
        {
            Kind = CtRestoreKind.Interface,
            Target = finding.GetTarget(),
            Action = $"Repair {finding.What} ({finding.Where}): {finding.Actual} -> {finding.Expected}",
            Finding = finding,
        });
        IEnumerable<CtRestoreStep> left = strays.Find(snapshot, view).Select(link => new CtRestoreStep
        {
            Kind = CtRestoreKind.StrayLink,
            Target = link.Name,
            Action = $"Remove stray link ({link.Alias})",
        });
        return [.. interfaces, .. left];
    }

    // Not what a reboot took: only its administrator can tell what is meant.
    private static bool IsOfContainer(CtNetIfFinding finding, ICtObserver observer)
    {
        if (finding.What != "container") return false;
        observer.Warning($"{finding.Container} is left as it is: expected {finding.Expected}, found {finding.Actual}.");
        return true;
    }
}
