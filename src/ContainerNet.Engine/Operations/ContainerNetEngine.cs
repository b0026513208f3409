using ContainerNet.Engine.Bridges;
using ContainerNet.Engine.DistroConfig;
using ContainerNet.Engine.Linux;
using ContainerNet.Engine.Runtimes;
using ContainerNet.Engine.Runtimes.Lxc;
using ContainerNet.Engine.Runtimes.NetNs;
using ContainerNet.Engine.Store;
using ContainerNet.Netlink;

namespace ContainerNet.Engine.Operations;

/// <summary>
/// The engine: a door, behind which each use case has a class of its own. The host is the network namespace of the
/// thread that calls; sockets are opened, sysctls written and processes started on it.
/// </summary>
internal sealed class ContainerNetEngine : IContainerNetEngine
{
    private readonly StateQuery _state;
    private readonly WatchQuery _watch;
    private readonly DriftQuery _drift;
    private readonly BridgeQuery _bridges;
    private readonly RestorePlan _restorePlan;
    private readonly ImportExport _importExport;
    private readonly ChangeOperation _change;
    private readonly StartOperation _start;
    private readonly StopOperation _stop;
    private readonly RepairOperation _repair;
    private readonly RestoreOperation _restore;
    private readonly FileOperation _files;
    private readonly BridgeOperation _bridgeChange;
    private readonly OptionOperation _options;

    public ContainerNetEngine(EngineOptions options)
        : this(options, new RuntimeCatalog(
        [
            new NetNsRuntime(options),
            new LxcRuntime(LxcOptions.Of(options)),
        ]))
    {
    }

    /// <summary>An engine with runtimes of the caller's.</summary>
    internal ContainerNetEngine(EngineOptions options, RuntimeCatalog runtimes)
    {
        var store = new ContainerStore(options.StateDirectory);
        var optionStore = new OptionStore(options.StateDirectory);
        var bridges = new BridgeStore(options.StateDirectory);
        var runner = new BridgeRunner(bridges, options.RunDirectory);
        var files = new ContainerFiles(options.StateDirectory);
        var inventory = new Inventory(store, runtimes);
        var forwarding = new Forwarding(store, optionStore);
        var strays = new StrayLinks(inventory, store, runtimes);
        _state = new StateQuery(inventory, runtimes, files);
        _watch = new WatchQuery(inventory, runtimes);
        var adoption = new Adoption(inventory, store, runtimes, files);
        _drift = new DriftQuery(inventory, runtimes, files, adoption, forwarding);
        _bridges = new BridgeQuery(store, bridges, runner);
        _restorePlan = new RestorePlan(inventory, store, runtimes, bridges, runner, _drift, strays, optionStore, forwarding);
        _importExport = new ImportExport(inventory, runtimes);
        _change = new ChangeOperation(inventory, store, runtimes, files, optionStore, forwarding);
        _start = new StartOperation(inventory, runtimes, adoption, new StartCheck(runtimes));
        _stop = new StopOperation(inventory, runtimes);
        _repair = new RepairOperation(
            inventory, runtimes, files, _drift, adoption, optionStore, forwarding);
        _restore = new RestoreOperation(
            inventory, bridges, runner, _repair, strays, optionStore, forwarding);
        _files = new FileOperation(inventory, runtimes, files);
        _bridgeChange = new BridgeOperation(inventory, store, bridges, runner, _bridges);
        _options = new OptionOperation(inventory, optionStore, forwarding);
    }

    public IReadOnlyList<string> NetworkStacks => NetworkStackCatalog.Names;

    public IDisposable Attend(Action waiting, Action<string>? message) => Attention.Begin(waiting, message);

    public IEnumerable<Ct> GetContainers(Func<string, bool>? container = null, ICtObserver? observer = null) =>
        _state.Containers(container, observer);

    public IEnumerable<CtNetIf> GetInterfaces(Func<string, bool>? container = null, ICtObserver? observer = null) =>
        _state.Interfaces(container, observer);

    public IEnumerable<CtNetIfIp> GetIps(Func<string, bool>? container = null, ICtObserver? observer = null) =>
        _state.Ips(container, observer);

    public IEnumerable<CtNetIfRoute> GetRoutes(Func<string, bool>? container = null, ICtObserver? observer = null) =>
        _state.Routes(container, observer);

    public IReadOnlyList<CtNetIfStatistics> GetStatistics(
        Func<string, bool>? container = null, ICtObserver? observer = null) => _watch.Statistics(container, observer);

    public IEnumerable<CtNetIfEvent> Watch(
        Func<string, bool>? container, ICtObserver observer, CancellationToken cancellation = default) =>
        _watch.Events(container, observer, cancellation);

    public IReadOnlyList<CtOutcome> Apply(
        IReadOnlyList<CtChange> changes, ICtObserver observer, CancellationToken cancellation = default) =>
        _change.Run(changes, observer, cancellation);

    public IReadOnlyList<CtOutcome> ApplyUntilError(
        IReadOnlyList<CtChange> changes, ICtObserver observer, CancellationToken cancellation = default) =>
        _change.Run(changes, observer, cancellation, untilError: true);

    public IReadOnlyList<CtRehearsal> Rehearse(
        IReadOnlyList<CtChange> changes, IReadOnlyList<CtChange> assumed, ICtObserver observer) =>
        _change.Rehearse(changes, assumed, observer);

    public IReadOnlyList<CtRehearsal> RehearseBridges(
        IReadOnlyList<CtBridgeChange> changes, IReadOnlyList<string> assumed, ICtObserver observer) =>
        _bridgeChange.Rehearse(changes, assumed, observer);

    public IReadOnlyList<CtRunOutcome> CheckStart(IReadOnlyList<string> containers) => _start.Check(containers);

    public IReadOnlyList<CtRunOutcome> Start(
        IReadOnlyList<string> containers, ICtObserver observer, CancellationToken cancellation = default) =>
        _start.Run(containers, observer, cancellation);

    public IReadOnlyList<CtRunOutcome> Stop(
        IReadOnlyList<string> containers, bool force, ICtObserver observer, CancellationToken cancellation = default) =>
        _stop.Run(containers, force, observer, cancellation);

    public IReadOnlyList<CtRunOutcome> CheckStop(IReadOnlyList<string> containers, bool force, ICtObserver observer) =>
        _stop.Check(containers, force, observer);

    public IEnumerable<CtNetIfFinding> FindDrift(
        Func<string, bool>? container = null, ICtObserver? observer = null) => _drift.Find(container, observer);

    public IReadOnlyList<CtRepairOutcome> Repair(
        IReadOnlyList<CtNetIfFinding> findings, bool force, ICtObserver observer,
        CancellationToken cancellation = default) => _repair.Run(findings, force, observer, cancellation);

    public IEnumerable<CtNetConfigFile> PreviewFiles(Func<string, bool>? container, ICtObserver observer) =>
        _files.Preview(container, observer);

    public IReadOnlyList<CtFilesOutcome> UpdateFiles(
        IReadOnlyList<string> containers, bool force, ICtObserver observer, CancellationToken cancellation = default) =>
        _files.Update(containers, force, observer, cancellation);

    public string Export(Func<string, bool>? container, ICtObserver observer) =>
        _importExport.Export(container, observer);

    public IReadOnlyList<CtChange> PlanImport(string document, string source, string? container) =>
        _importExport.PlanImport(document, source, container);

    public IEnumerable<CtBridge> GetBridges(Func<string, bool>? name = null) => _bridges.Find(name);

    public IReadOnlyList<CtBridgeOutcome> ApplyBridges(
        IReadOnlyList<CtBridgeChange> changes, ICtObserver observer, CancellationToken cancellation = default) =>
        _bridgeChange.Run(changes, observer, cancellation);

    public CtNetOption GetOptions() => _options.Get();

    public CtNetOption SetOptions(OptionSettings settings, CancellationToken cancellation = default) =>
        _options.Set(settings, cancellation);

    public void CheckOptions(OptionSettings settings) => OptionOperation.Check(settings);

    public IReadOnlyList<CtRestoreStep> PlanBridgeRestore() => _restorePlan.OfBridges();

    public IReadOnlyList<CtRestoreStep> PlanContainerRestore(ICtObserver observer) =>
        _restorePlan.OfContainers(observer);

    public IReadOnlyList<CtRestoreOutcome> Restore(
        IReadOnlyList<CtRestoreStep> steps, ICtObserver observer, CancellationToken cancellation = default) =>
        _restore.Run(steps, observer, cancellation);
}
