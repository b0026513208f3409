using System.Collections.Concurrent;
using ContainerNet.Engine.Tests.Shaping;

namespace ContainerNet.Engine.Tests.Watching;

/// <summary>Events of the real kernel.</summary>
[Collection("Alone")]
public sealed class WatchTests
{
    // Far more than it takes: for what would never come.
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);

    [RootFact]
    public void A_life_is_told_from_both_ends() => ShapedContainer.Run(container =>
    {
        using var watch = new Watcher(container);
        string veth = container.Veth;
        container.Start();
        watch.Await("host Link Added", d => d.StartsWith($"{veth} ", StringComparison.Ordinal));
        watch.Await("host Address Added", d => d == "10.100.10.101/30");
        watch.Await("container Address Added", d => d == "10.100.10.102/30");
        watch.Await("container Address Added", d => d == $"{ShapedContainer.Address}/32");
        watch.Await("host Route Added", d => d == $"{ShapedContainer.Address}/32 via 10.100.10.102 dev {veth}");
        container.Host.AddIps(container.Name, "eth0", "198.51.100.8/32");
        container.Host.RemoveIps(container.Name, "eth0", $"{ShapedContainer.Address}/32");
        watch.Await(
            "container Route Changed", d => d == "default via 10.100.10.101 dev eth0 src 198.51.100.8");
        watch.Await("container Address Removed", d => d == $"{ShapedContainer.Address}/32");
        Shell.Run($"ip netns exec {container.Name} ip link set eth0 mtu 1400");
        watch.Await("container Link Changed", d => d == "eth0 mtu 1400");
        Shell.Run($"ip link set {veth} down");
        watch.Await("host Link Changed", d => d == $"{veth} down carrier off");
        container.Stop();
        watch.Await("host Link Removed", d => d == veth);
        Assert.All(watch.All, e => Assert.Equal((container.Name, "eth0"), (e.Container, e.Interface)));
    });

    [RootFact]
    public void Others_links_are_not_told_of_and_what_was_there_is_not_new() => ShapedContainer.Run(container =>
    {
        container.Start();
        using var watch = new Watcher(container);
        Shell.Run("ip link add other0 type veth peer name other1 && ip link set other0 up && ip link del other0");
        Shell.Run($"ip -n {container.Name} addr change {ShapedContainer.Address}/32 dev eth0"
            + " valid_lft 1000 preferred_lft 1000");
        watch.Await("container Address Changed", d => d == $"{ShapedContainer.Address}/32");

        // The kernel gives the links addresses of their own when it pleases.
        Assert.Single(watch.All, e => !e.Detail.StartsWith("fe80:", StringComparison.Ordinal));
    });

    [RootFact]
    public void Lost_events_are_told_and_those_after_them_as_well() => ShapedContainer.Run(container =>
    {
        container.Start();
        using var cancellation = new CancellationTokenSource(s_patience);
        using IEnumerator<CtNetIfEvent> events =
            container.Engine.Watch(null, container, cancellation.Token).GetEnumerator();
        string veth = container.Veth;
        Thread first = container.Host.StartThread(() => Shell.Run($"sleep 0.5; ip link set {veth} mtu 1400"));
        Assert.True(events.MoveNext());
        first.Join();
        Shell.Run("for i in $(seq 0 29999); do echo route add 203.$((i / 256)).$((i % 256)).0/32 dev "
            + $"{container.Veth}; done | ip -batch -");
        while (events.MoveNext() && events.Current.Action != CtNetIfAction.Resync)
        {
        }

        Assert.Equal(CtNetIfAction.Resync, events.Current.Action);
        Shell.Run($"ip link set {container.Veth} mtu 1300");
        while (events.MoveNext() && events.Current.Kind != CtNetIfEventKind.Link)
        {
        }

        Assert.Equal($"{container.Veth} mtu 1300", events.Current.Detail);
    });

    [RootFact]
    public void Counters_are_the_containers_own() => ShapedContainer.Run(container =>
    {
        Assert.Empty(container.Engine.GetStatistics());
        container.Start();
        container.Measure(receives: true, 0.2);
        string before, after;
        CtNetIfStatistics found;

        // The kernel sends packets of its own when it pleases: once more, until none came in between.
        do
        {
            before = Inside(container);
            found = Assert.Single(container.Engine.GetStatistics());
            after = Inside(container);
        }
        while (before != after);
        Assert.Equal((container.Name, "eth0"), (found.Container, found.Interface));
        Assert.True(found.RxBytes > 10 * found.TxBytes);
        Assert.Equal(before, $"{found.RxBytes} {found.RxPackets} {found.TxBytes} {found.TxPackets}");
    });

    private static string Inside(ShapedContainer container) =>
        Shell.Run($"ip netns exec {container.Name} sh -c 'cd /sys/class/net/eth0/statistics;"
            + " echo $(cat rx_bytes rx_packets tx_bytes tx_packets)'");

    /// <summary>Collects events on a thread of its own, on the container's host.</summary>
    private sealed class Watcher : IDisposable
    {
        private readonly ConcurrentQueue<CtNetIfEvent> _events = new();
        private readonly CancellationTokenSource _cancellation = new();
        private readonly Thread _thread;

        public Watcher(ShapedContainer container)
        {
            // A link of ours that comes and goes says that the watch has begun.
            _thread = container.Host.StartThread(() =>
            {
                foreach (CtNetIfEvent e in container.Engine.Watch(null, container, _cancellation.Token))
                {
                    _events.Enqueue(e);
                }
            });
            Shell.Run("ip link add probe type veth peer name probed && ip link set probe alias 'containernet p/p'");
            while (_events.IsEmpty) Shell.Run("ip link set probe up; sleep 0.02; ip link set probe down");
            Shell.Run("ip link del probe");
            Await("host Link Removed", d => d == "probe");
            _events.Clear();
        }

        public IReadOnlyCollection<CtNetIfEvent> All => _events;

        public void Await(string what, Func<string, bool> detail)
        {
            bool found = SpinWait.SpinUntil(
                () => _events.Any(e => $"{e.Where} {e.Kind} {e.Action}" == what && detail(e.Detail)),
                s_patience);
            Assert.True(found, $"{what}\n{string.Join('\n', _events)}");
        }

        public void Dispose()
        {
            _cancellation.Cancel();
            Assert.True(_thread.Join(s_patience));
            _cancellation.Dispose();
        }
    }
}
