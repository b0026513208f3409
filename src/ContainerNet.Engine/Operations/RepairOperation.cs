using ContainerNet.Engine.Kernel.Apply;
using ContainerNet.Engine.Kernel.Drift;
using ContainerNet.Engine.Linux;
using ContainerNet.Engine.Model;
using ContainerNet.Engine.Runtimes;

namespace ContainerNet.Engine.Operations;

/// <summary>Mending differences, as far as they are still there.</summary>
internal sealed class RepairOperation(
    Inventory inventory, RuntimeCatalog runtimes, ContainerFiles files, DriftQuery drift, Adoption adoption)
{
    public IReadOnlyList<CtRepairOutcome> Run(
        IReadOnlyList<CtNetIfFinding> findings, bool force, ICtObserver observer, CancellationToken cancellation)
    {
        if (findings.Count == 0) return [];
        Privileges.Require("repair the network of containers");
        using IDisposable held = inventory.Lock(cancellation);
        var errors = new Dictionary<CtNetIfFinding, ContainerNetException>();
        using var view = new CallView(runtimes);
        ILookup<string, CtNetIfFinding> wanted = findings.ToLookup(f => f.Container, StringComparer.Ordinal);
        HashSet<string> done = Adopt(wanted, errors, view, observer);
        foreach (string[] names in wanted.Select(g => g.Key).Where(n => !done.Contains(n)).Chunk(ContainerGroup.Size))
        {
            cancellation.ThrowIfCancellationRequested();
            Waiting.Pulse();
            Repair(names, wanted, errors, view, observer, force);
        }

        return findings.Select(f => new CtRepairOutcome(f, errors.GetValueOrDefault(f))).ToArray();
    }

    // Renamed containers first; gives the former names, of which nothing is left.
    private HashSet<string> Adopt(
        ILookup<string, CtNetIfFinding> wanted, Dictionary<CtNetIfFinding, ContainerNetException> errors,
        CallView view, ICtObserver observer)
    {
        var former = new HashSet<string>(StringComparer.Ordinal);
        foreach (CtNetIfFinding finding in wanted.SelectMany(g => g).Where(f => f is { What: "container", Repairable: true }))
        {
            try
            {
                ContainerConfig config = inventory.Require(finding.Container);
                if (adoption.FormerOf(config, view.Containers) is not { } origin) continue;
                adoption.Adopt(config, origin, view, observer);
                former.Add(origin.Name);
            }
            catch (ContainerNetException e)
            {
                errors[finding] = e;
            }
        }

        return former;
    }

    private void Repair(
        string[] names, ILookup<string, CtNetIfFinding> wanted,
        Dictionary<CtNetIfFinding, ContainerNetException> errors, CallView view, ICtObserver observer, bool force)
    {
        var configs = new List<ContainerConfig>(names.Length);
        foreach (string name in names) Try(name, () => configs.Add(inventory.Require(name)));

        // Who only lost something on the host need not be entered again.
        using var group = ContainerGroup.Look(
            configs.FindAll(c => wanted[c.Name].Any(f => f.Where == "container")), view);
        var repair = new GroupRepair(group, view, observer, errors);
        foreach (ContainerConfig config in configs)
        {
            Try(config.Name, () =>
            {
                // Only what is still so: the world may have moved since the findings were made.
                HashSet<CtNetIfFinding> meant = [.. wanted[config.Name]];
                var still = drift.Of(config, view, group, meant.Any(f => f.Where == "file"))
                    .Where(d => meant.Contains(d.Finding)).ToList();
                if (still.Exists(d => d.IsOfRuntime))
                {
                    runtimes.Of(config).Prepare(config, view.StatesOf(config));
                }

                if (still.Exists(d => d.Finding.Where == "file" && IsMendable(d.Finding, force)))
                {
                    files.Follow(config, view.StatesOf(config), view.Containers.Of(config), observer, force);
                }

                foreach (Difference difference in still.Where(d => !IsMendable(d.Finding, force)))
                {
                    errors[difference.Finding] = NeedsRestart(difference.Finding);
                }

                repair.Add(config, still);
            });
        }

        repair.Run();

        void Try(string name, Action action)
        {
            try
            {
                action();
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                foreach (CtNetIfFinding finding in wanted[name]) errors[finding] = Inventory.AsError(name, e);
            }
        }
    }

    private static bool IsMendable(CtNetIfFinding finding, bool force) =>
        finding.Repairable || (force && finding.Where == "file" && finding.What.StartsWith('/'));

    private static ContainerNetException NeedsRestart(CtNetIfFinding finding) => finding.What == "container"
        ? new ContainerNetException(
            finding.Actual == "gone" ? "ContainerNotFound" : "InterfaceUnmanaged", CtErrorKind.InvalidOperation,
            $"Cannot repair {finding.Container}: it is not {finding.Expected}: {finding.Actual}.", finding.Container,
            finding.Actual == "gone"
                ? $"Remove-Ct {finding.Container} forgets its interfaces; or make it again with the runtime's own tool."
                : "Change the container's own configuration.")
        : finding.Where == "file"
        ? new ContainerNetException(
            "FileEdited", CtErrorKind.InvalidOperation,
            $"Cannot repair {finding.What} in {finding.Container}: the container's administrator has edited it.",
            finding.What, "-Force replaces it.")
        : new ContainerNetException(
        "RestartNeeded", CtErrorKind.InvalidOperation,
        $"Cannot repair {finding.GetTarget()}: {finding.What} is {finding.Actual} on the "
        + $"{finding.Where}'s side, and a veth pair is only made at a start.",
        finding.GetTarget(), $"Stop-Ct {finding.Container}; Start-Ct {finding.Container}.");
}
