namespace ContainerNet.Tests.Cost;

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
        Trace few = OfStart(Few);
        Trace many = OfStart(Many);
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
        Trace few = OfStop(Few);
        Trace many = OfStop(Many);
        Assert.InRange(many.NetlinkDatagrams, 1, 4);
        Assert.InRange(few.NetlinkDatagrams, 1, (2 * Few) + 4);
        Assert.Equal(1, many.Locks);
        Assert.Empty(many.Processes);
        AssertSameThreads(few, many);
    }

    [RootFact]
    public void One_more_IP_costs_the_same_among_hundreds_of_containers_as_among_few()
    {
        Trace few = OfOneMoreIp(Few, out string name);
        Trace many = OfOneMoreIp(Crowd, out string other);
        Assert.InRange(many.OpenedBelow(StagedModule.State).Count(), 1, few.OpenedBelow(StagedModule.State).Count());
        Assert.Equal((1, 1, 1, 1), (few.Locks, many.Locks, few.StoreWrites(name), many.StoreWrites(other)));
        Assert.Equal(few.NetlinkDatagrams, many.NetlinkDatagrams);
        Assert.Empty(many.Processes);
        AssertSameThreads(few, many);
    }

    // A runtime starts threads of its own now and then, but not one for each container.
    private static void AssertSameThreads(Trace few, Trace many) =>
        Assert.InRange(many.Threads, 0, few.Threads + ((Many - Few) / 8));

    private static Trace OfStart(int count) => Of(count, names => $"""
        {Trace.Mark("before")}
        $null = Start-Ct {names}
        {Trace.Mark("after")}
        $null = Stop-Ct {names}
        """);

    private static Trace OfStop(int count) => Of(count, names => $"""
        $null = Start-Ct {names}
        {Trace.Mark("before")}
        $null = Stop-Ct {names}
        {Trace.Mark("after")}
        """);

    // The first change of a session reads every file, and a stamp that is young is not trusted.
    private static Trace OfOneMoreIp(int count, out string name)
    {
        string first = "";
        Trace trace = Of(count, names => $$"""
            $one = ('{{names}}' -split ', ')[0]
            $null = Start-Ct $one
            foreach ($i in 1..2) {
                [Threading.Thread]::Sleep(300)
                $null = Add-CtNetIfIp $one eth0 "192.0.2.$i"
            }

            {{Trace.Mark("before")}}
            $null = Add-CtNetIfIp $one eth0 192.0.2.9
            {{Trace.Mark("after")}}
            $null = Stop-Ct $one
            """, names => first = names[0]);
        name = first;
        return trace;
    }

    private static Trace Of(int count, Func<string, string> script, Action<string[]>? made = null)
    {
        using var host = new TestHost();
        string[] names = [.. Enumerable.Range(0, count).Select(_ => host.NewName())];
        made?.Invoke(names);
        host.Let("names", names);
        host.Run("""
            $null = New-Ct $names
            $interfaces = foreach ($i in 0..($names.Count - 1)) {
                [pscustomobject] @{
                    Container = $names[$i]; Name = 'eth0'; Via = "198.51.$(100 + ($i -shr 6)).$(($i -band 63) * 4)/30"
                }
            }
            $null = $interfaces | New-CtNetIf
            """);
        (Tool child, Trace trace) = Trace.Of(host, script(string.Join(", ", names)));
        Assert.Equal("", child.Error);
        return trace.Between("before", "after");
    }
}
