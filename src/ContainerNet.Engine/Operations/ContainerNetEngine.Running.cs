using ContainerNet.Engine.Kernel.Apply;
using ContainerNet.Engine.Kernel.Plan;
using ContainerNet.Engine.Kernel.State;
using ContainerNet.Engine.Linux;
using ContainerNet.Engine.Model;
using ContainerNet.Engine.Runtimes;
using ContainerNet.Netlink;

namespace ContainerNet.Engine.Operations;

/// <summary>Starting and stopping.</summary>
internal sealed partial class ContainerNetEngine
{
    // Under the lock: a start in the middle of a change would meet half of it.
    public IReadOnlyList<CtRunOutcome> Start(
        IReadOnlyList<string> containers, ICtObserver observer, CancellationToken cancellation = default)
    {
        if (containers.Count == 0) return [];
        Privileges.Require("start containers");
        using IDisposable held = _store.Lock(s_lockTimeout, cancellation);
        var errors = new Dictionary<string, ContainerNetException>(StringComparer.Ordinal);
        var orders = new List<(IRuntime Runtime, StartOrder Order)>();
        var host = new HostView();
        foreach (string name in containers.Distinct(StringComparer.Ordinal))
        {
            cancellation.ThrowIfCancellationRequested();
            Try(name, "start", errors, () =>
            {
                if (Prepare(Require(name), host, observer) is { } order) orders.Add(order);
            });
        }

        foreach (IGrouping<IRuntime, StartOrder> group in orders.GroupBy(o => o.Runtime, o => o.Order))
        {
            StartOrder[] part = [.. group];
            Together(part.Select(o => o.Container), "start", errors, () => group.Key.StartAll(part, cancellation));
        }

        return Outcomes(containers, errors);
    }

    // Null when it runs already.
    private (IRuntime Runtime, StartOrder Order)? Prepare(ContainerConfig config, HostView host, ICtObserver observer)
    {
        IRuntime runtime = _runtimes.Of(config);
        RuntimeFacts facts = runtime.Inspect(config);
        if (facts.State == CtState.Running)
        {
            observer.Verbose($"{config.Name} runs already.");
            return null;
        }

        foreach (InterfaceConfig item in config.Interfaces.Where(i => i.Link is not null))
        {
            if (host.LinkKind(item.Link!) is null) throw NoBridge(config.Name, item);
        }

        IReadOnlyList<InterfaceState> states = StatesOf(config, host);
        WarnOfIdleDhcp(config, states, facts, observer);
        observer.Verbose($"Starting {config.Name} with {states.Count} interfaces.");
        runtime.Prepare(config, states);
        return (runtime, new StartOrder(config, states));
    }

    private static CtRunOutcome[] Outcomes(
        IReadOnlyList<string> containers, Dictionary<string, ContainerNetException> errors) =>
        [.. containers.Select(name => new CtRunOutcome(name, errors.GetValueOrDefault(name)))];

    public IReadOnlyList<CtRunOutcome> Stop(
        IReadOnlyList<string> containers, ICtObserver observer, CancellationToken cancellation = default)
    {
        if (containers.Count == 0) return [];
        Privileges.Require("stop containers");
        using IDisposable held = _store.Lock(s_lockTimeout, cancellation);
        var errors = new Dictionary<string, ContainerNetException>(StringComparer.Ordinal);
        var running = new List<ContainerConfig>();
        foreach (string name in containers.Distinct(StringComparer.Ordinal))
        {
            Try(name, "stop", errors, () =>
            {
                ContainerConfig config = Require(name);
                bool runs = _runtimes.Of(config).Inspect(config).State == CtState.Running;
                observer.Verbose(runs ? $"Stopping {name}." : $"{name} is stopped already.");
                if (runs) running.Add(config);
            });
        }

        foreach (IGrouping<IRuntime, ContainerConfig> group in running.GroupBy(_runtimes.Of))
        {
            ContainerConfig[] part = [.. group];
            Together(part, "stop", errors, () => group.Key.StopAll(part, cancellation));
        }

        return Outcomes(containers, errors);
    }

    // What a runtime does for several at once; when it fails as a whole, it fails for each.
    private static void Together(
        IEnumerable<ContainerConfig> containers, string verb, Dictionary<string, ContainerNetException> errors,
        Func<IReadOnlyDictionary<string, ContainerNetException>> action)
    {
        try
        {
            foreach ((string name, ContainerNetException error) in action()) errors[name] = error;
        }
        catch (NetlinkException e)
        {
            foreach (string name in containers.Select(c => c.Name))
            {
                errors[name] = KernelErrors.Translate(e, $"Cannot {verb} {name}", name);
            }
        }
    }

    private static void Try(
        string name, string purpose, Dictionary<string, ContainerNetException> errors, Action action)
    {
        try
        {
            action();
        }
        catch (ContainerNetException e)
        {
            errors[name] = e;
        }
        catch (NetlinkException e)
        {
            errors[name] = KernelErrors.Translate(e, $"Cannot {purpose} {name}", name);
        }
    }

    private static void WarnOfIdleDhcp(
        ContainerConfig config, IReadOnlyList<InterfaceState> states, RuntimeFacts facts, ICtObserver observer)
    {
        if (facts.ConfiguresItself || config.Init.Count > 0) return;
        foreach (InterfaceState state in states.Where(s => s.Dhcp))
        {
            observer.Warning(
                $"{config.Name}/{state.Container.Name} asks for DHCP, and nothing that runs in {config.Name} does: "
                + $"Set-CtNetIf {config.Name} {state.Container.Name} -Dhcp:$false, and give it static IPs; or give "
                + $"{config.Name} an init that starts a DHCP client.");
        }
    }

    private static ContainerNetException NoBridge(string container, InterfaceConfig item) => new(
        "BridgeNotFound", CtErrorKind.NotFound,
        $"Cannot start {container}: the bridge {item.Link} of its interface {item.Name} is not there.", item.Link,
        $"Make it: New-CtBridge {item.Link}; or set another: Set-CtNetIf {container} {item.Name} -Link.");
}
