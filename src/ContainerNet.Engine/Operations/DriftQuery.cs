using ContainerNet.Engine.Kernel.Apply;
using ContainerNet.Engine.Kernel.Drift;
using ContainerNet.Engine.Kernel.Plan;
using ContainerNet.Engine.Linux;
using ContainerNet.Engine.Model;
using ContainerNet.Engine.RootFs.Ownership;
using ContainerNet.Engine.Runtimes;
using ContainerNet.Netlink;

namespace ContainerNet.Engine.Operations;

/// <summary>Drift: what differs from the desired state.</summary>
internal sealed class DriftQuery(
    Inventory inventory, RuntimeCatalog runtimes, ContainerFiles files, Adoption adoption)
{
    public IEnumerable<CtNetIfFinding> Find(Func<string, bool>? container, ICtObserver? observer)
    {
        using var view = new CallView(runtimes);
        foreach (CtNetIfFinding finding in Find(inventory.All(container, observer), view))
        {
            yield return finding;
        }
    }

    /// <summary>The findings at containers; one that can't be looked at is a finding, and does not hide those of
    /// others.</summary>
    public IEnumerable<CtNetIfFinding> Find(IEnumerable<ContainerConfig> containers, CallView view)
    {
        foreach (ContainerGroup group in ContainerGroup.LookAtAll(containers, view))
        {
            foreach (ContainerConfig config in group.Containers)
            {
                foreach (Difference difference in OfOne(config, view, group)) yield return difference.Finding;
            }
        }
    }

    private IReadOnlyList<Difference> OfOne(ContainerConfig config, CallView view, ContainerGroup group)
    {
        Waiting.Pulse();
        try
        {
            return Of(config, view, group);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return [Difference.Incomparable(config.Name, Inventory.AsError(config.Name, e).Message)];
        }
    }

    /// <summary>The differences of one container.</summary>
    /// <param name="config">The container.</param>
    /// <param name="view">The host and the runtimes.</param>
    /// <param name="group">The kernel's side of it; only the host's side when the group does not have it.</param>
    /// <param name="withFiles">Whether the files inside are compared, too.</param>
    /// <exception cref="ContainerNetException">It can't be looked at.</exception>
    public IReadOnlyList<Difference> Of(
        ContainerConfig config, CallView view, ContainerGroup group, bool withFiles = true)
    {
        RuntimeFacts facts = view.Containers.Of(config);
        if (facts.State == CtState.Gone) return [Difference.Gone(config.Name, config.Runtime)];
        IReadOnlyList<InterfaceState> states = view.StatesOf(config);
        IReadOnlyList<Difference> inFiles =
        [
            .. OfRuntime(config, states, view),
            .. withFiles ? OfFiles(config, states, facts) : [],
        ];
        if (facts.State != CtState.Running || states.Count == 0) return inFiles;
        try
        {
            return [.. DriftFinder.Find(config, states, group.KernelOf(config), facts.ConfiguresItself), .. inFiles];
        }
        catch (NetlinkException e)
        {
            throw KernelErrors.Translate(e, $"Cannot compare {config.Name} with the kernel", config.Name);
        }
    }

    private IReadOnlyList<Difference> OfRuntime(
        ContainerConfig config, IReadOnlyList<InterfaceState> states, CallView view)
    {
        if (adoption.FormerOf(config, view.Containers) is { } former)
        {
            return [Difference.Renamed(config.Name, former.Name)];
        }

        try
        {
            return [.. runtimes.Of(config).FindUnprepared(config, states)
                .Select(path => Difference.OfRuntime(config.Name, path))];
        }
        catch (ContainerNetException e)
        {
            return [Difference.Conflict(config.Name, e.Message)];
        }
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
