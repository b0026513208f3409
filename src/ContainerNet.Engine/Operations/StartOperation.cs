using ContainerNet.Engine.Kernel.Apply;
using ContainerNet.Engine.Kernel.Plan;
using ContainerNet.Engine.Linux;
using ContainerNet.Engine.Model;
using ContainerNet.Engine.Runtimes;

namespace ContainerNet.Engine.Operations;

/// <summary>Starting containers that are stopped.</summary>
internal sealed class StartOperation(Inventory inventory, RuntimeCatalog runtimes, Adoption adoption)
{
    // Under the lock: a start in the middle of a change would meet half of it.
    public IReadOnlyList<CtRunOutcome> Run(
        IReadOnlyList<string> containers, ICtObserver observer, CancellationToken cancellation)
    {
        if (containers.Count == 0) return [];
        Privileges.Require("start containers");
        using IDisposable held = inventory.Lock(cancellation);
        var errors = new RunErrors("start");
        var orders = new List<(IRuntime Runtime, StartOrder Order)>();
        using var view = new CallView(runtimes);
        foreach (string name in containers.Distinct(StringComparer.Ordinal))
        {
            cancellation.ThrowIfCancellationRequested();
            errors.Try(name, () =>
            {
                if (Prepare(inventory.Require(name), view, observer) is { } order) orders.Add(order);
            });
        }

        foreach (IGrouping<IRuntime, StartOrder> group in orders.GroupBy(o => o.Runtime, o => o.Order))
        {
            StartOrder[] part = [.. group];
            errors.TryTogether(part.Select(o => o.Container), () => group.Key.StartAll(part, cancellation));
        }

        return errors.Outcomes(containers);
    }

    public IReadOnlyList<CtRehearsal> Rehearse(IReadOnlyList<string> containers)
    {
        using var view = new CallView(runtimes);
        return [.. containers.Select(n => new CtRehearsal(
            KernelErrors.Try(() => RequireStartable(inventory.Require(n), view), $"Cannot start {n}", n)))];
    }

    private static void RequireStartable(ContainerConfig config, CallView view)
    {
        if (view.Containers.Of(config).State != CtState.Running) RequireBridges(config, view);
    }

    // Null when it runs already.
    private (IRuntime Runtime, StartOrder Order)? Prepare(
        ContainerConfig config, CallView view, ICtObserver observer)
    {
        IRuntime runtime = runtimes.Of(config);
        RuntimeFacts facts = view.Containers.Of(config);
        if (facts.State == CtState.Running)
        {
            observer.Verbose($"{config.Name} is already running.");
            return null;
        }

        RequireBridges(config, view);
        IReadOnlyList<InterfaceState> states = view.StatesOf(config);
        WarnOfIdleDhcp(config, states, facts, observer);
        WarnOfOrigin(config, runtime, view, observer);
        observer.Verbose($"Starting {config.Name} with {states.Count} interfaces.");
        runtime.Prepare(config, states);
        return (runtime, new StartOrder(config, states));
    }

    private static void RequireBridges(ContainerConfig config, CallView view)
    {
        foreach (InterfaceConfig item in config.Interfaces.Where(i => i.Link is not null))
        {
            if (view.Host.LinkKind(item.Link!) is null) throw NoBridge(config.Name, item);
        }
    }

    // Addresses belong to one container: a copy has none of them.
    private void WarnOfOrigin(ContainerConfig config, IRuntime runtime, CallView view, ICtObserver observer)
    {
        if (config.Interfaces.Count > 0 || runtime.FindOrigin(config) is not { } origin) return;
        observer.Warning(adoption.FormerOf(config, view.Containers) is null
            ? $"{config.Name} is a copy of {origin}, whose interfaces and addresses it does not get: it starts without "
                + $"any. New-CtNetIf {config.Name} makes interfaces of its own."
            : $"{config.Name} was {origin} and starts without its interfaces: Repair-CtNetIf {config.Name} gives it "
                + $"those of {origin}, for its next start.");
    }

    private static void WarnOfIdleDhcp(
        ContainerConfig config, IReadOnlyList<InterfaceState> states, RuntimeFacts facts, ICtObserver observer)
    {
        if (facts.ConfiguresItself || config.Init.Count > 0) return;
        foreach (InterfaceState state in states.Where(s => s.Dhcp))
        {
            observer.Warning(
                $"{config.Name}/{state.Container.Name} is set to use DHCP, but nothing in {config.Name} does: "
                + $"Set-CtNetIf {config.Name} {state.Container.Name} -Dhcp:$false, and give it static IPs; or give "
                + $"{config.Name} an init that starts a DHCP client.");
        }
    }

    private static ContainerNetException NoBridge(string container, InterfaceConfig item) => new(
        "BridgeNotFound", CtErrorKind.NotFound,
        $"Cannot start {container}: the bridge {item.Link} of its interface {item.Name} does not exist.", item.Link,
        $"Make it: New-CtBridge {item.Link}; or set another: Set-CtNetIf {container} {item.Name} -Link.");
}
