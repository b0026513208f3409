using ContainerNet.Engine.Kernel.Apply;
using ContainerNet.Engine.Kernel.Plan;
using ContainerNet.Engine.Linux;
using ContainerNet.Engine.Model;
using ContainerNet.Engine.Runtimes;

namespace ContainerNet.Engine.Operations;

/// <summary>Starting containers that are stopped.</summary>
internal sealed class StartOperation(Inventory inventory, RuntimeCatalog runtimes, Adoption adoption, StartCheck check)
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
                ContainerConfig config = inventory.Require(name);
                if (IsToStart(config, view, observer, cancellation)) orders.Add(Prepare(config, view, observer));
            });
        }

        foreach (IGrouping<IRuntime, StartOrder> group in orders.GroupBy(o => o.Runtime, o => o.Order))
        {
            StartOrder[] part = [.. group];
            errors.TryTogether(
                part.Select(o => o.Container),
                () => check.After(group.Key, part, group.Key.StartAll(part, cancellation), observer));
        }

        return errors.Outcomes(containers);
    }

    /// <summary>Tells what a start would be refused for; nothing is done, and no privilege needed.</summary>
    public IReadOnlyList<CtRunOutcome> Check(IReadOnlyList<string> containers)
    {
        using var view = new CallView(runtimes);
        return [.. containers.Select(n => new CtRunOutcome(
            n, KernelErrors.Try(() => RequireStartable(inventory.Require(n), view), $"Cannot start {n}", n)))];
    }

    private static void RequireStartable(ContainerConfig config, CallView view)
    {
        RuntimeFacts facts = view.Containers.Of(config);
        if (facts.TakenName is { } taken) throw NameTaken(config.Name, taken);
        if (facts.State != CtState.Running) RequireBridges(config, view);
    }

    // One that runs without something of its own is started anew, when nothing runs in it that could be lost.
    private bool IsToStart(
        ContainerConfig config, CallView view, ICtObserver observer, CancellationToken cancellation)
    {
        RuntimeFacts facts = view.Containers.Of(config);
        if (facts.TakenName is { } taken) throw NameTaken(config.Name, taken);
        if (facts.State != CtState.Running) return true;
        if (StartCheck.FindMissing(config, facts, view) is not { } missing)
        {
            observer.Verbose($"{config.Name} is already running.");
            return false;
        }

        if (facts.InitPid is not null) throw Incomplete(config.Name, missing, null);
        IReadOnlyDictionary<string, ContainerNetException> inUse =
            runtimes.Of(config).StopAll([config], force: false, cancellation);
        if (inUse.Count > 0) throw Incomplete(config.Name, missing, inUse.Values.First());

        observer.Warning($"{config.Name} ran without {missing}: it is started anew.");
        return true;
    }

    private (IRuntime Runtime, StartOrder Order) Prepare(ContainerConfig config, CallView view, ICtObserver observer)
    {
        IRuntime runtime = runtimes.Of(config);
        RuntimeFacts facts = view.Containers.Of(config);
        RequireBridges(config, view);
        IReadOnlyList<InterfaceState> states = view.StatesOf(config);
        WarnOfIdleDhcp(config, states, facts, observer);
        WarnOfOrigin(config, runtime, view, observer);
        observer.Verbose($"Starting {config.Name} with {states.Count} interfaces.");
        return (runtime, new StartOrder(config, states) { ConfiguresItself = facts.ConfiguresItself });
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

    private static ContainerNetException NameTaken(string container, string taken) => new(
        "NamespaceInUse", CtErrorKind.AlreadyExists,
        $"Cannot start {container}: {taken} is there, and was not made by ContainerNet.", container,
        $"If nothing needs it: ip netns delete {container}.");

    private static ContainerNetException Incomplete(
        string container, string missing, ContainerNetException? inUse) => new(
        "ContainerIncomplete", CtErrorKind.InvalidOperation,
        $"{container} runs without {missing}.{(inUse is null ? "" : " " + inUse.Message)}", container,
        $"Stop-Ct {container}{(inUse is null ? "" : " -Force")}; Start-Ct {container}.", inUse);

    private static ContainerNetException NoBridge(string container, InterfaceConfig item) => new(
        "BridgeNotFound", CtErrorKind.NotFound,
        $"Cannot start {container}: the bridge {item.Link} of its interface {item.Name} does not exist.", item.Link,
        $"Make it: New-CtBridge {item.Link}; or set another: Set-CtNetIf {container} {item.Name} -Link.");
}
