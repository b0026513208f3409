using ContainerNet.Engine.Kernel.Drift;
using ContainerNet.Engine.Kernel.State;
using ContainerNet.Engine.Model;
using ContainerNet.Engine.Runtimes;
using ContainerNet.Netlink;

namespace ContainerNet.Engine.Operations;

/// <summary>A start is looked at, not believed: whether a container that runs has its init, and its interfaces.</summary>
internal sealed class StartCheck(RuntimeCatalog runtimes)
{
    /// <summary>What a running container lacks that a start makes: "its init", "its interface eth0"; null for
    /// nothing.</summary>
    /// <param name="container">The container.</param>
    /// <param name="facts">Its runtime's word.</param>
    /// <param name="view">The host.</param>
    public static string? FindMissing(ContainerConfig container, RuntimeFacts facts, CallView view)
    {
        if (facts.InitPid is null && container.Init.Count > 0) return "its init";
        InterfaceConfig? missing = container.Interfaces.Find(i => !IsPair(view.Host.Find(i.HostInterface)));
        return missing is null ? null : $"its interface {missing.Name}";
    }

    /// <summary>Looks at the containers that a runtime says to have started.</summary>
    /// <param name="runtime">The runtime.</param>
    /// <param name="orders">What it was to start.</param>
    /// <param name="errors">Why some did not start.</param>
    /// <param name="observer">Is told what is not as it should be, and can be repaired.</param>
    /// <returns>Those errors, and those of containers that lack something: they are stopped again.</returns>
    public IReadOnlyDictionary<string, ContainerNetException> After(
        IRuntime runtime, IReadOnlyList<StartOrder> orders, IReadOnlyDictionary<string, ContainerNetException> errors,
        ICtObserver observer)
    {
        if (runtime.AcknowledgesStart) return errors;
        var all = new Dictionary<string, ContainerNetException>(errors, StringComparer.Ordinal);
        using var view = new CallView(runtimes);
        foreach (StartOrder order in orders.Where(o => !errors.ContainsKey(o.Container.Name)))
        {
            RuntimeFacts facts = view.Containers.Of(order.Container);
            string? missing = facts.State == CtState.Running
                ? FindMissing(order.Container, facts, view)
                : "lasting: it has ended";
            if (missing is null) Compare(order, view, observer);
            else all[order.Container.Name] = TakeBack(runtime, order.Container, missing);
        }

        return all;
    }

    private static ContainerNetException TakeBack(IRuntime runtime, ContainerConfig container, string missing)
    {
        IEnumerable<string> left = runtime.StopAll([container], force: true, CancellationToken.None).Values
            .Select(e => " " + e.Message);
        return new ContainerNetException(
            "StartFailed", CtErrorKind.ToolFailed,
            $"Cannot start {container.Name}: it started without {missing}.{string.Concat(left)}", container.Name,
            $"See what its configuration does at a start; Test-CtNetIf {container.Name} compares it.");
    }

    // What somebody inside may have changed in the meantime is no failure. An init of its own takes its time.
    private static void Compare(StartOrder order, CallView view, ICtObserver observer)
    {
        if (order.ConfiguresItself || order.Interfaces.Count == 0) return;
        try
        {
            using var group = ContainerGroup.Open([order.Container], view);
            KernelView kernel = group.KernelOf(order.Container);
            if (kernel.Container is null) return;
            string[] found = [.. DriftFinder.Find(order.Container, order.Interfaces, kernel, configuresItself: false)
                .Select(d => d.Finding).Where(f => f.Where == "container")
                .Select(f => $"{f.Interface}: {f.What} is {f.Actual}")];
            if (found.Length == 0) return;
            observer.Warning(
                $"{order.Container.Name} started, but not as it should be: {string.Join("; ", found)}. "
                + $"Repair-CtNetIf {order.Container.Name} repairs it.");
        }
        catch (NetlinkException)
        {
            // It has just ended: whoever looks at it next sees that.
        }
    }

    private static bool IsPair(Link? host) => host is { PeerNamespaceId: not null };
}
