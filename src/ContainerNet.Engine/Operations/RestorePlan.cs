using ContainerNet.Engine.Bridges;
using ContainerNet.Engine.Kernel.State;
using ContainerNet.Engine.Model;
using ContainerNet.Engine.Store;

namespace ContainerNet.Engine.Operations;

/// <summary>What a reboot, a flushed table or a killed program took: bridges, NAT, interfaces.</summary>
internal sealed class RestorePlan(
    ContainerStore store, BridgeStore bridges, BridgeRunner runner, DriftQuery drift, StrayLinks strays)
{
    public IReadOnlyList<CtRestoreStep> OfBridges()
    {
        IReadOnlyList<BridgeConfig> wanted = bridges.ReadAll();
        HostNetwork host = HostNetwork.Read();
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

        return steps;
    }

    public IReadOnlyList<CtRestoreStep> OfContainers(ICtObserver observer)
    {
        IReadOnlyList<BrokenFile> broken = store.ReadAll().Broken;
        foreach (BrokenFile file in broken) observer.Warning($"{file.Name} is left as it is: {file.Error.Message}");
        HashSet<string> unknown = broken.Select(b => b.Name).ToHashSet(StringComparer.Ordinal);
        IEnumerable<CtNetIfFinding> findings = drift.Find(name => !unknown.Contains(name), null);
        IEnumerable<CtRestoreStep> interfaces = findings.Select(finding => new CtRestoreStep
        {
            Kind = CtRestoreKind.Interface,
            Target = finding.GetTarget(),
            Action = $"Repair {finding.What} ({finding.Where}): {finding.Actual} -> {finding.Expected}",
            Finding = finding,
        });
        IEnumerable<CtRestoreStep> left = strays.Find().Select(link => new CtRestoreStep
        {
            Kind = CtRestoreKind.StrayLink,
            Target = link.Name,
            Action = $"Remove stray link ({link.Alias})",
        });
        return [.. interfaces, .. left];
    }
}
