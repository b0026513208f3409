using ContainerNet.Engine.Bridges;
using ContainerNet.Engine.Editing;
using ContainerNet.Engine.Kernel.Plan;
using ContainerNet.Engine.Kernel.State;
using ContainerNet.Engine.Linux;
using ContainerNet.Engine.Model;
using ContainerNet.Engine.Runtimes;
using ContainerNet.Engine.Runtimes.Lxc;
using ContainerNet.Engine.Runtimes.NetNs;
using ContainerNet.Engine.Store;
using ContainerNet.Netlink;

namespace ContainerNet.Engine.Operations;

/// <summary>
/// The engine. The host is the network namespace of the thread that calls; sockets are opened, sysctls written and
/// processes started on it.
/// </summary>
internal sealed partial class ContainerNetEngine : IContainerNetEngine
{
    private static readonly TimeSpan s_lockTimeout = TimeSpan.FromSeconds(60);
    private readonly ContainerStore _store;
    private readonly RuntimeCatalog _runtimes;
    private readonly ContainerFiles _files;
    private readonly OptionStore _options;
    private readonly BridgeStore _bridges;
    private readonly BridgeRunner _bridgeRunner;

    public ContainerNetEngine(EngineOptions options)
    {
        _store = new ContainerStore(options.StateDirectory);
        _runtimes = new RuntimeCatalog(
        [
            new NetNsRuntime(options),
            new LxcRuntime(new LxcOptions { LxcPath = options.LxcPath, LogDirectory = $"{options.RunDirectory}/lxc" }),
        ]);
        _files = new ContainerFiles(_runtimes, options.StateDirectory);
        _options = new OptionStore(options.StateDirectory);
        _bridges = new BridgeStore(options.StateDirectory);
        _bridgeRunner = new BridgeRunner(_bridges, options.RunDirectory);
    }

    public IDisposable Attend(Action waiting, Action<string>? message)
    {
        IDisposable told = Waiting.Tell(waiting);
        return message is null ? told : new Both(NetlinkTrace.Listen(message), told);
    }

    private sealed class Both(IDisposable first, IDisposable second) : IDisposable
    {
        public void Dispose()
        {
            first.Dispose();
            second.Dispose();
        }
    }

    private static IReadOnlyList<InterfaceState> StatesOf(ContainerConfig container, IHostView host) =>
        DesiredState.Of(container, host);

    private ContainerConfig? ReadOrNull(string name) => _store.Read(name);

    /// <summary>The container's desired state, also of one that only its runtime knows.</summary>
    private ContainerConfig Require(string name) =>
        ReadOrNull(name) ?? _runtimes.Adopt(name) ?? throw Errors.ContainerNotFound(name);
}
