using ContainerNet.Engine.Apply;
using ContainerNet.Engine.Changes;
using ContainerNet.Engine.Host;
using ContainerNet.Engine.Model;
using ContainerNet.Engine.Plan;
using ContainerNet.Engine.Runtimes;
using ContainerNet.Netlink;

namespace ContainerNet.Engine;

/// <summary>Starting and stopping.</summary>
internal sealed partial class ContainerNetEngine
{
    public IReadOnlyList<CtRunOutcome> Start(
        IReadOnlyList<string> containers, ICtObserver observer, CancellationToken cancellation = default) =>
        ForEach(containers, "start containers", (config, runtime) =>
        {
            if (runtime.Inspect(config).State == CtState.Running)
            {
                observer.Verbose($"{config.Name} runs already.");
                return;
            }

            var host = new HostView();
            foreach (InterfaceConfig item in config.Interfaces.Where(i => i.Link is not null))
            {
                if (host.LinkKind(item.Link!) is null) throw NoBridge(config.Name, item);
            }

            IReadOnlyList<InterfaceState> states = StatesOf(config, host);
            observer.Verbose($"Starting {config.Name} with {states.Count} interfaces.");
            runtime.Prepare(config, states);
            runtime.Start(config, states, cancellation);
        }, cancellation);

    public IReadOnlyList<CtRunOutcome> Stop(
        IReadOnlyList<string> containers, ICtObserver observer, CancellationToken cancellation = default) =>
        ForEach(containers, "stop containers", (config, runtime) =>
        {
            if (runtime.Inspect(config).State == CtState.Stopped)
            {
                observer.Verbose($"{config.Name} is stopped already.");
                return;
            }

            observer.Verbose($"Stopping {config.Name}.");
            runtime.Stop(config, cancellation);
        }, cancellation);

    // Under the lock: a start in the middle of a change would meet half of it.
    private List<CtRunOutcome> ForEach(
        IReadOnlyList<string> containers, string purpose, Action<ContainerConfig, IRuntime> action,
        CancellationToken cancellation)
    {
        if (containers.Count == 0) return [];
        Privileges.Require(purpose);
        using IDisposable held = _store.Lock(s_lockTimeout, cancellation);
        var outcomes = new List<CtRunOutcome>(containers.Count);
        foreach (string name in containers)
        {
            cancellation.ThrowIfCancellationRequested();
            try
            {
                ContainerConfig config = Require(name);
                action(config, _runtimes.Of(config));
                outcomes.Add(new CtRunOutcome(name, Describe(config), null));
            }
            catch (ContainerNetException e)
            {
                outcomes.Add(new CtRunOutcome(name, null, e));
            }
            catch (NetlinkException e)
            {
                outcomes.Add(new CtRunOutcome(name, null, KernelErrors.Translate(e, $"Cannot {purpose}: {name}", name)));
            }
        }

        return outcomes;
    }

    private static ContainerNetException NoBridge(string container, InterfaceConfig item) => new(
        "BridgeNotFound", CtErrorKind.NotFound,
        $"Cannot start {container}: the bridge {item.Link} of its interface {item.Name} is not there.", item.Link,
        $"Make it: New-CtBridge {item.Link}; or set another: Set-CtNetIf {container} {item.Name} -Link.");
}
