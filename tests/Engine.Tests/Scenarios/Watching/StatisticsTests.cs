namespace ContainerNet.Engine.Tests.Scenarios.Watching;

/// <summary>The counters of interfaces, and the rates between two readings.</summary>
public abstract class StatisticsTests(TestRuntime runtime)
{
    [RootFact]
    public void Counters_are_there_while_the_container_runs_and_two_readings_are_a_rate()
    {
        using var host = new TestHost(runtime);
        string c = host.NewRouted("10.100.10.100/30");
        host.AddIps(c, "eth0", "1.2.3.4/32");
        CtNetIfStatistics before = Assert.Single(Read(host, c));
        Assert.Equal((c, "eth0"), (before.Container, before.Interface));
        Assert.True(host.Answers("1.2.3.4"));
        CtNetIfStatistics after = Assert.Single(Read(host, c));

        // An echo request is 98 bytes long.
        Assert.InRange(after.RxBytes, before.RxBytes + 98, ulong.MaxValue);
        Assert.InRange(after.TxPackets, before.TxPackets + 1, ulong.MaxValue);
        CtNetIfRate rate = CtNetIfRate.Between(before, after)!;
        Assert.Equal((after.RxBytes - before.RxBytes) / rate.Interval.TotalSeconds, rate.RxBytesPerSecond, 3);

        host.Stop(c);
        Assert.Empty(Read(host, c));
        Assert.Empty(host.Told.Errors);
    }

    private static IReadOnlyList<CtNetIfStatistics> Read(TestHost host, string container) =>
        host.Call((engine, told) => engine.GetStatistics(c => c == container, told));
}

/// <summary>In named network namespaces.</summary>
public sealed class StatisticsOfNetNsTests() : StatisticsTests(TestRuntime.NetNs);

/// <summary>In the containers of a real LXC.</summary>
public sealed class StatisticsOfLxcTests() : StatisticsTests(TestRuntime.Lxc);
