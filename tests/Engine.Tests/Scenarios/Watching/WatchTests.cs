using System.Collections.Concurrent;
using System.Diagnostics;

namespace ContainerNet.Engine.Tests.Scenarios.Watching;

/// <summary>The changes of a container's interfaces, told to another session of the user's.</summary>
public abstract class WatchTests(TestRuntime runtime)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);

    [RootFact]
    public void Changes_of_the_container_asked_for_are_told_until_it_is_cancelled()
    {
        using var host = new TestHost(runtime);
        string c = host.NewContainer();
        host.Apply(Wish.Routed(c, "eth0", "10.100.10.100/30"));
        string other = host.NewRouted("10.100.10.104/30");
        using var cancellation = new CancellationTokenSource();
        var events = new ConcurrentQueue<CtNetIfEvent>();
        var session = new EngineSession(host.Options);
        Thread watcher = host.StartThread(() => session.Call((engine, observer) =>
        {
            CancellationToken end = cancellation.Token;
            foreach (CtNetIfEvent told in engine.Watch(name => name == c, observer, end)) events.Enqueue(told);
            return true;
        }));

        // The watch begins when it can: what came before is not told.
        for (int i = 0; i < 100 && events.IsEmpty; i++)
        {
            host.Restart(other);
            host.Start(c);
            SpinWait.SpinUntil(() => !events.IsEmpty, TimeSpan.FromMilliseconds(100));
            host.Stop(c);
        }

        cancellation.Cancel();
        Assert.True(watcher.Join(s_patience));
        Assert.NotEmpty(events);
        Assert.All(events, e => Assert.Equal((c, "eth0"), (e.Container, e.Interface)));
        Assert.Empty(session.Told.Errors);
    }

    [RootFact]
    public void Who_wants_one_event_stops_at_the_first()
    {
        using var host = new TestHost(runtime);
        string c = host.NewRouted("10.100.10.100/30");
        string enter = string.Join(' ', host.Enter(c));
        using Process changes = host.OnThread(() => Tool.Start(
            "sh", "-c", $"for i in $(seq 300); do sleep 0.1; {enter} ip link set eth0 mtu $((1300 + i % 9)); done"));
        try
        {
            using var giveUp = new CancellationTokenSource(s_patience);
            CtNetIfEvent told = host.Call((engine, observer) => engine.Watch(name => name == c, observer, giveUp.Token)
                .First(e => e.Kind == CtNetIfEventKind.Link));
            Assert.Equal(("eth0", CtNetIfAction.Changed), (told.Interface, told.Action));
        }
        finally
        {
            changes.Kill(entireProcessTree: true);
        }
    }
}

/// <summary>In named network namespaces.</summary>
public sealed class WatchOfNetNsTests() : WatchTests(TestRuntime.NetNs);

/// <summary>In the containers of a real LXC.</summary>
public sealed class WatchOfLxcTests() : WatchTests(TestRuntime.Lxc);
