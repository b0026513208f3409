using ContainerNet.Engine.Kernel.Apply;
using ContainerNet.Engine.Kernel.Plan;
using ContainerNet.Engine.Kernel.State;
using ContainerNet.Engine.Model;
using ContainerNet.Engine.Runtimes;
using ContainerNet.Engine.Store;
using ContainerNet.Netlink;

namespace ContainerNet.Engine.Operations;

/// <summary>Brings one container from its former desired state to a new one: store, runtime, kernel; or nothing of it.</summary>
internal sealed class ContainerCommit(
    ContainerStore store, RuntimeCatalog runtimes, ContainerFiles files, IHostView host, ICtObserver observer)
{
    // The kernel joins the multicast group by which neighbours find a new IPv6 address (RFC 4291, 2.7.1) in a work queue,
    // but leaves it at once with the address. Removed in between, it takes the membership of another address along that
    // ends in the same three bytes, such as that of the interconnect: nobody finds that one any more.
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
            IReadOnlyList<InterfaceState> wanted = DesiredState.Of(after, host);
            runtime.Prepare(after, wanted);
            IReadOnlyList<OpFailure> refused = ChangeKernel(runtime, from, after, wanted, cancellation);
            if (refused.Count > 0) Restore(before, from, after, runtime);
            else files.Follow(after, wanted, observer);
            return refused;
        }
        catch
        {
            Restore(before, from, after, runtime);
            throw;
        }
    }

    private void Remove(ContainerConfig container)
    {
        files.Follow(new ContainerConfig(container.Name, container.Runtime) { RootFs = container.RootFs }, [], observer);
        store.Delete(container.Name);
        files.Forget(container.Name);
        runtimes.Of(container).Forget(container);
    }

    private IReadOnlyList<OpFailure> ChangeKernel(
        IRuntime runtime, ContainerConfig from, ContainerConfig to, IReadOnlyList<InterfaceState> wanted,
        CancellationToken cancellation)
    {
        RuntimeFacts facts = runtime.Inspect(to);
        if (facts.State == CtState.Stopped) return [];
        IReadOnlyList<KernelOp> ops = Planner.Change(to.Name, DesiredState.Of(from, host), wanted);
        if (ops.Count == 0) return [];
        using var session = KernelSession.Open(facts.NetworkNamespacePath);
        using var executor = new KernelExecutor(session, cancellation);
        if (observer.WantsVerbose)
        {
            foreach (KernelOp op in ops)
            {
                observer.Verbose($"{to.Name}: {(op.Side == Side.Host ? "host" : "container")}: {op.ToCommand()}");
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

    // The kernel refuses to undo a step that was not done; that does not count.
    private void Undo(KernelSession session, IReadOnlyList<InterfaceState> reached, ContainerConfig from)
    {
        List<KernelOp> ops = [.. Planner.Change(from.Name, reached, DesiredState.Of(from, host))];
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

    private void Restore(ContainerConfig? before, ContainerConfig from, ContainerConfig after, IRuntime runtime)
    {
        if (before is null) store.Delete(after.Name);
        else store.Write(before);
        runtime.Prepare(from, DesiredState.Of(from, host));
    }
}
