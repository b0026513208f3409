using ContainerNet.Engine.Bridges;
using ContainerNet.Engine.Kernel.Apply;
using ContainerNet.Engine.Kernel.State;
using ContainerNet.Engine.Linux;
using ContainerNet.Engine.Model;
using ContainerNet.Engine.Store;
using ContainerNet.Netlink;

namespace ContainerNet.Engine.Operations;

/// <summary>Bringing back what a reboot, a flushed table or a killed program took: bridges, NAT, interfaces.</summary>
internal sealed partial class ContainerNetEngine
{
    public IReadOnlyList<CtRestoreStep> PlanBridgeRestore()
    {
        IReadOnlyList<BridgeConfig> bridges = _bridges.ReadAll();
        HostNetwork host = HostNetwork.Read();
        var steps = new List<CtRestoreStep>();
        foreach (BridgeConfig bridge in bridges)
        {
            string missing = string.Join(", ", _bridgeRunner.FindMissing(bridge, host));
            if (missing.Length == 0) continue;
            steps.Add(new CtRestoreStep
            {
                Kind = CtRestoreKind.Bridge,
                Target = bridge.Name,
                Action = $"Restore bridge: {missing}",
            });
        }

        if (!Nat.IsAsWanted(bridges))
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

    public IReadOnlyList<CtRestoreStep> PlanContainerRestore(ICtObserver observer)
    {
        IReadOnlyList<BrokenFile> broken = _store.ReadAll().Broken;
        foreach (BrokenFile file in broken) observer.Warning($"{file.Name} is left as it is: {file.Error.Message}");
        HashSet<string> unknown = broken.Select(b => b.Name).ToHashSet(StringComparer.Ordinal);
        IEnumerable<CtNetIfFinding> findings = FindDrift(name => !unknown.Contains(name));
        IEnumerable<CtRestoreStep> interfaces = findings.Select(finding => new CtRestoreStep
        {
            Kind = CtRestoreKind.Interface,
            Target = finding.GetTarget(),
            Action = $"Repair {finding.What} ({finding.Where}): {finding.Actual} -> {finding.Expected}",
            Finding = finding,
        });
        IEnumerable<CtRestoreStep> strays = FindStrays().Select(link => new CtRestoreStep
        {
            Kind = CtRestoreKind.StrayLink,
            Target = link.Name,
            Action = $"Remove stray link ({link.Alias})",
        });
        return [.. interfaces, .. strays];
    }

    public IReadOnlyList<CtRestoreOutcome> Restore(
        IReadOnlyList<CtRestoreStep> steps, ICtObserver observer, CancellationToken cancellation = default)
    {
        if (steps.Count == 0) return [];
        Privileges.Require("restore the network of containers");
        var errors = new Dictionary<CtRestoreStep, ContainerNetException>();
        using (_store.Lock(s_lockTimeout, cancellation))
        {
            foreach (CtRestoreStep step in steps.Where(s => s.Kind is CtRestoreKind.Bridge or CtRestoreKind.Nat))
            {
                cancellation.ThrowIfCancellationRequested();
                if (Restore(step, observer) is { } error) errors[step] = error;
            }

            RemoveStrays([.. steps.Where(s => s.Kind == CtRestoreKind.StrayLink)], errors);
        }

        // After the bridges: a host veth is made a port of a bridge that is there.
        CtNetIfFinding[] findings = [.. steps.Select(s => s.Finding).OfType<CtNetIfFinding>()];
        Dictionary<CtNetIfFinding, ContainerNetException?> repaired = Repair(findings, force: false, observer, cancellation)
            .ToDictionary(o => o.Finding, o => o.Error);
        return [.. steps.Select(s => new CtRestoreOutcome(
            s, s.Finding is { } finding ? repaired[finding] : errors.GetValueOrDefault(s)))];
    }

    private ContainerNetException? Restore(CtRestoreStep step, ICtObserver observer)
    {
        try
        {
            if (step.Kind == CtRestoreKind.Nat) Nat.Bring(_bridges.ReadAll(), "the bridges");
            else if (_bridges.Read(step.Target) is { } bridge) _bridgeRunner.Bring(bridge, observer);
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
        HashSet<string> names = steps.Select(s => s.Target).ToHashSet(StringComparer.Ordinal);
        try
        {
            HostVeths.Delete([.. FindStrays().Select(l => l.Name).Where(names.Contains)]);
        }
        catch (NetlinkException e)
        {
            foreach (CtRestoreStep step in steps)
            {
                errors[step] = KernelErrors.Translate(e, $"Cannot remove {step.Target}", step.Target);
            }
        }
    }

    // The links of a container whose file can't be read are nobody's to remove until it can.
    private List<Link> FindStrays()
    {
        HashSet<string> broken = _store.ReadAll().Broken.Select(b => b.Name).ToHashSet(StringComparer.Ordinal);
        Dictionary<string, ContainerConfig> known = All(name => !broken.Contains(name), null)
            .ToDictionary(c => c.Name, StringComparer.Ordinal);
        return [.. new StrayLinks(_runtimes, known).Find(HostNetwork.Read())
            .Where(l => HostVeths.OwnerOf(l) is not var (name, _) || !broken.Contains(name))];
    }
}
