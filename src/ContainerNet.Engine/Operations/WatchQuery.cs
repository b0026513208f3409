using ContainerNet.Engine.Kernel.State;
using ContainerNet.Engine.Model;
using ContainerNet.Engine.Runtimes;
using ContainerNet.Engine.Watching;
using ContainerNet.Netlink;

namespace ContainerNet.Engine.Operations;

/// <summary>Counters and events.</summary>
internal sealed class WatchQuery(Inventory inventory, RuntimeCatalog runtimes)
{
    public IReadOnlyList<CtNetIfStatistics> Statistics(Func<string, bool>? container, ICtObserver? observer)
    {
        List<ContainerConfig> configs = [.. inventory.All(container, observer)];
        Dictionary<string, LinkStatistics> counters = ReadCounters();
        DateTimeOffset now = DateTimeOffset.Now;
        return
        [
            .. from config in configs
               from item in config.Interfaces
               where counters.ContainsKey(item.HostInterface)
               select Mirror(config.Name, item.Name, counters[item.HostInterface], now),
        ];
    }

    public IEnumerable<CtNetIfEvent> Events(
        Func<string, bool>? container, ICtObserver observer, CancellationToken cancellation) =>
        new InterfaceWatch(container, NamespacesOfRunning, observer).Run(cancellation);

    // What the host's end sends, the container receives.
    private static CtNetIfStatistics Mirror(
        string container, string name, in LinkStatistics host, DateTimeOffset time) => new()
        {
            Container = container,
            Interface = name,
            Time = time,
            RxBytes = host.TxBytes,
            TxBytes = host.RxBytes,
            RxPackets = host.TxPackets,
            TxPackets = host.RxPackets,
            RxErrors = host.TxErrors,
            TxErrors = host.RxErrors,
            RxDropped = host.TxDropped,
            TxDropped = host.RxDropped,
        };

    private static Dictionary<string, LinkStatistics> ReadCounters()
    {
        using var host = RouteNetlink.Open();
        return host.GetLinks(new LinkFilter { Kind = "veth" })
            .Where(HostVeths.IsOurs)
            .ToDictionary(l => l.Name, l => l.Statistics, StringComparer.Ordinal);
    }

    private Dictionary<string, string> NamespacesOfRunning(IReadOnlySet<string> containers)
    {
        var paths = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (ContainerConfig config in inventory.All(containers.Contains, null))
        {
            RuntimeFacts? facts = Inventory.Guarded(config.Name, null, () => runtimes.Of(config).Inspect(config));
            if (facts?.NetworkNamespacePath is { } path) paths[config.Name] = path;
        }

        return paths;
    }
}
