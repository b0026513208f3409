using ContainerNet.Engine.Kernel.Apply;
using ContainerNet.Engine.Kernel.Plan;
using ContainerNet.Engine.Kernel.State;
using ContainerNet.Engine.Model;
using ContainerNet.Engine.Runtimes;
using ContainerNet.Engine.Store;
using ContainerNet.Netlink;

namespace ContainerNet.Engine.Operations;

/// <summary>Brings one container from its former desired state to a new one: store, runtime, kernel; or nothing of
/// it.</summary>
internal sealed class ContainerCommit(
    ContainerStore store, RuntimeCatalog runtimes, ContainerFiles files, CallView view, ContainerGroup group,
    ICtObserver observer)
{
    // The kernel joins the multicast group by which neighbours find a new IPv6 address (RFC 4291, 2.7.1) in a work
    // queue, but leaves it at once with the address. Removed in between, it takes the membership of another address
    // along that ends in the same three bytes, such as that of the interconnect: nobody finds that one any more.
    private static readonly TimeSpan s_joining = TimeSpan.FromMilliseconds(100);

    /// <summary>Runs the commit.</summary>
    /// <param name="before">The stored state; null for a container that was not known.</param>
    /// <param name="after">The new state; null removes the container.</param>
    /// <param name="cancellation">Takes everything back.</param>
    /// <returns>The steps that the kernel refused; then everything is as before.</returns>
    public IReadOnlyList<OpFailure> Run(
        ContainerConfig? before, ContainerConfig? after, CancellationToken cancellation)
    {
        if (after is null)
        {
            if (before is not null) Remove(before);
            return [];
        }

        IRuntime runtime = runtimes.Of(after);
        ContainerConfig from = before ?? new ContainerConfig(after.Name, after.Runtime);
        store.Write(after);
        try
        {
            IReadOnlyList<InterfaceState> wanted = view.StatesOf(after);
            runtime.Prepare(after, wanted);
            IReadOnlyList<OpFailure> refused = ChangeKernel(from, after, wanted, cancellation);
            if (refused.Count > 0) UndoStored(before, from, after, runtime);
            else files.Follow(after, wanted, view.Containers.Of(after), observer, before: from);
            return refused;
        }
        catch
        {
            UndoStored(before, from, after, runtime);
            throw;
        }
    }

    private void Remove(ContainerConfig container)
    {
        var empty = new ContainerConfig(container.Name, container.Runtime) { RootFs = container.RootFs };
        files.Follow(empty, [], view.Containers.Of(container), observer);
        store.Delete(container.Name);
        files.Forget(container.Name);
        runtimes.Of(container).Forget(container);
    }

    private IReadOnlyList<OpFailure> ChangeKernel(
        ContainerConfig from, ContainerConfig to, IReadOnlyList<InterfaceState> wanted, CancellationToken cancellation)
    {
        RuntimeFacts facts = view.Containers.Of(to);
        if (facts.State != CtState.Running) return [];
        IReadOnlyList<KernelOp> ops = Planner.Change(view.StatesOf(from), wanted);
        if (ops.Count == 0) return [];
        using var host = RouteNetlink.Open();
        using KernelSession session = group.SessionOf(to, host);
        ops = [.. ops.Where(op => !IsForeignDefault(op, to, session))];
        using var executor = new KernelExecutor(session, cancellation);
        if (observer.WantsVerbose)
        {
            foreach (KernelOp op in ops)
            {
                observer.Verbose($"{to.Name}: {op.Description}");
            }
        }

        try
        {
            IReadOnlyList<OpFailure> refused = executor.Run(ops);
            if (refused.Count > 0) Undo(session, wanted, from);
            return refused;
        }
        catch (OperationCanceledException)
        {
            Undo(session, wanted, from);
            throw;
        }
        catch (NetlinkException)
        {
            UndoAnew(facts.NetworkNamespacePath, wanted, from);
            throw;
        }
    }

    // A client in the container may have got its default route by an interface that we do not know of.
    private bool IsForeignDefault(KernelOp op, ContainerConfig to, KernelSession session)
    {
        if (op is not ReplaceRoute { Side: Side.Container, Route: { IsDefault: true } route }) return false;
        if (session.Container is not { } inside) return false;
        HashSet<int> ours = [.. to.Interfaces.Select(i => session.FindIndex(Side.Container, i.Name)).OfType<int>()];
        if (DefaultRoutes.Find(inside, route.Version, route.Metric, r => !ours.Contains(r.LinkIndex)) is not { } found)
        {
            return false;
        }

        string link = inside.GetLink(found.LinkIndex)?.Name ?? "another link";
        observer.Warning(
            $"{to.Name}/{op.Link} does not get the default route: {RouteText.Of(link, ActualLink.Of(found))}, which is "
            + $"not ContainerNet's, has its place in {to.Name} and is kept. Test-CtNetIf {to.Name} goes on to tell it.");
        return true;
    }

    // The kernel refuses to undo a step that was not done; that does not count.
    private void Undo(KernelSession session, IReadOnlyList<InterfaceState> reached, ContainerConfig from)
    {
        List<KernelOp> ops = [.. Planner.Change(reached, view.StatesOf(from))];
        if (ops.Exists(o => o is RemoveAddress r && r.Address.GetVersion() == IPVersion.IPv6)) Thread.Sleep(s_joining);
        using var executor = new KernelExecutor(session, CancellationToken.None);
        executor.Run(ops);
    }

    // A socket that failed is of no use any more. If a new one fails as well, the first error is the one to report.
    private void UndoAnew(string? networkNamespacePath, IReadOnlyList<InterfaceState> reached, ContainerConfig from)
    {
        try
        {
            using var session = KernelSession.Open(networkNamespacePath);
            Undo(session, reached, from);
        }
        catch (NetlinkException)
        {
            // Test-CtNetIf shows what is left.
        }
    }

    private void UndoStored(ContainerConfig? before, ContainerConfig from, ContainerConfig after, IRuntime runtime)
    {
        if (before is null)
        {
            store.Delete(after.Name);
            runtime.Forget(from);
            return;
        }

        store.Write(before);
        runtime.Prepare(from, view.StatesOf(from));
    }
}
