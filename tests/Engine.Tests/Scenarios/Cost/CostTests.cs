namespace ContainerNet.Engine.Tests.Scenarios.Cost;

/// <summary>
/// What an operation costs in calls of the kernel, which is the same on every machine: it grows with what is asked for,
/// and not with what else there is.
/// </summary>
public sealed class CostTests
{
    private const int Few = 8;
    private const int Many = 64;
    private const int Crowd = 300;

    /// <summary>
    /// Its pair of links, and all of its end; and two datagrams for the host's ends of a group, of which the 64 are
    /// three: 16, 24 and the rest.
    /// </summary>
    [RootFact]
    public void Containers_that_start_together_cost_two_datagrams_each_no_process_and_no_thread()
    {
        Trace few = Of(Few, StartAll).Trace;
        Trace many = Of(Many, StartAll).Trace;
        Assert.InRange(many.NetlinkDatagrams - few.NetlinkDatagrams, 1, (2 * (Many - Few)) + (2 * 2));
        Assert.InRange(few.NetlinkDatagrams, 1, (2 * Few) + 4);
        Assert.Equal(1, many.Locks);
        Assert.Empty(many.Processes);
        AssertSameThreads(few, many);
    }

    /// <summary>The kernel takes them as one group, however many they are.</summary>
    [RootFact]
    public void Containers_that_stop_together_cost_few_datagrams_in_all_no_process_and_no_thread()
    {
        Trace few = Of(Few, StopAll).Trace;
        Trace many = Of(Many, StopAll).Trace;
        Assert.InRange(many.NetlinkDatagrams, 1, 4);
        Assert.InRange(few.NetlinkDatagrams, 1, (2 * Few) + 4);
        Assert.Equal(1, many.Locks);
        Assert.Empty(many.Processes);
        AssertSameThreads(few, many);
    }

    [RootFact]
    public void One_more_IP_costs_the_same_among_hundreds_of_containers_as_among_few()
    {
        Measured few = Of(Few, AddOneMore);
        Measured many = Of(Crowd, AddOneMore);
        Assert.InRange(many.StoreFiles, 1, few.StoreFiles);
        Assert.Equal((1, 1, 1, 1), (few.Trace.Locks, many.Trace.Locks, few.StoreWrites, many.StoreWrites));
        Assert.Equal(few.Trace.NetlinkDatagrams, many.Trace.NetlinkDatagrams);
        Assert.Empty(many.Trace.Processes);
        AssertSameThreads(few.Trace, many.Trace);
    }

    // A runtime starts threads of its own now and then, but not one for each container.
    private static void AssertSameThreads(Trace few, Trace many) =>
        Assert.InRange(many.Threads, 0, few.Threads + ((Many - Few) / 8));

    private static void StartAll(EngineSession session, string[] names)
    {
        Trace.Mark("before");
        session.Start(names);
        Trace.Mark("after");
        session.Stop(names);
    }

    private static void StopAll(EngineSession session, string[] names)
    {
        session.Start(names);
        Trace.Mark("before");
        session.Stop(names);
        Trace.Mark("after");
    }

    // The first change of a session reads every file, and a stamp that is young is not trusted.
    private static void AddOneMore(EngineSession session, string[] names)
    {
        string one = names[0];
        session.Start(one);
        foreach (int i in Enumerable.Range(1, 2))
        {
            Thread.Sleep(300);
            session.AddIps(one, "eth0", $"192.0.2.{i}");
        }

        Trace.Mark("before");
        session.AddIps(one, "eth0", "192.0.2.9");
        Trace.Mark("after");
        session.Stop(one);
    }

    private static Measured Of(int count, Action<EngineSession, string[]> part)
    {
        using var host = new TestHost();
        string[] names = [.. Enumerable.Range(0, count).Select(_ => host.NewName())];
        host.Apply(names.Select(n => new NewContainer(n)));
        host.Apply(names.Select((n, i) => Wish.Routed(n, "eth0", $"198.51.{100 + (i >> 6)}.{(i & 63) * 4}/30")));
        (Tool child, Trace trace) = Trace.Of(host, part, names);
        Assert.Equal("", child.Error);
        trace = trace.Between("before", "after");
        return new Measured(
            trace, trace.OpenedBelow(host.Options.StateDirectory).Count(), trace.StoreWrites(names[0]));
    }

    /// <param name="Trace">The calls of the kernel.</param>
    /// <param name="StoreFiles">How many files of the store were opened.</param>
    /// <param name="StoreWrites">How often the first container's file was replaced.</param>
    private sealed record Measured(Trace Trace, int StoreFiles, int StoreWrites);
}
