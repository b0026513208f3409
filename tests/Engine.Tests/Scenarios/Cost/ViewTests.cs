using ContainerNet.Engine.Operations;
using ContainerNet.Engine.Runtimes;
using ContainerNet.Engine.Runtimes.NetNs;

namespace ContainerNet.Engine.Tests.Scenarios.Cost;

/// <summary>A call looks at each thing once, and what it costs for one container does not grow with their
/// number.</summary>
public sealed class ViewTests
{
    private const int Few = 12;
    private const int Many = 44;

    // A container's link, and the addresses and routes of each family.
    private const int LooksInside = 5;

    // Longer than a stamp of a file is not trusted.
    private static readonly TimeSpan s_settling = TimeSpan.FromMilliseconds(300);

    [RootFact]
    public void One_more_IP_of_a_running_container_looks_at_each_thing_once()
    {
        Trace trace = OfOneMoreIp(OneMoreIp);
        Assert.InRange(trace.NetlinkDatagrams, 1, 3);
        Assert.Empty(trace.OpenedInside("/etc/os-release"));
        Assert.Empty(trace.Processes);
    }

    [RootFact]
    public void A_file_that_was_written_just_now_is_read_once_too()
    {
        Trace trace = OfOneMoreIp(TwoMoreIps);
        Assert.InRange(trace.NetlinkDatagrams, 1, 3);
    }

    [RootFact]
    public void A_change_asks_the_runtime_once()
    {
        using var tree = RootTree.Debian();
        using var host = new TestHost();
        string c = host.NewRouted(tree);
        host.Start(c);
        var runtime = new AskedRuntime(new NetNsRuntime(host.Options));
        var engine = new ContainerNetEngine(host.Options, new RuntimeCatalog([runtime]));
        CtChange[] wishes = Wish.AddIps(c, "eth0", "192.0.2.1");
        CtOutcome outcome = host.OnThread(() => engine.Apply(wishes, new Told())).Single();
        Assert.Null(outcome.Error);
        Assert.Equal(1, runtime.Asked);
    }

    /// <summary>One is said to have a namespace that is not there, as when it ended a moment ago.</summary>
    [RootFact]
    public void A_container_that_has_just_gone_does_not_hide_the_drift_of_another()
    {
        using var host = new TestHost();
        string gone = host.NewRouted("198.51.100.0/30");
        string other = host.NewRouted("198.51.100.4/30");
        host.IpDo($"link set {host.Interface(other, "eth0").HostInterface} down");
        var runtime = new AskedRuntime(new NetNsRuntime(host.Options)) { Gone = gone };
        var engine = new ContainerNetEngine(host.Options, new RuntimeCatalog([runtime]));
        var told = new Told();
        CtNetIfFinding[] found = host.OnThread(() => engine.FindDrift(null, told).ToArray());
        Assert.Contains(found, f => f.Container == other);
        CtNetIfFinding unreadable = Assert.Single(found, f => f.Container == gone);
        Assert.Equal(("network", "readable"), (unreadable.What, unreadable.Expected));
        Assert.Contains(gone, unreadable.Actual, StringComparison.Ordinal);
        Assert.Empty(told.Errors);
    }

    [RootFact]
    public void Comparing_a_container_costs_a_few_looks_inside_and_no_thread_however_many_there_are()
    {
        Trace few = OfMany(Few, FindDrift);
        Trace many = OfMany(Many, FindDrift);
        Assert.Equal(LooksInside * (Many - Few), many.NetlinkDatagrams - few.NetlinkDatagrams);
        Assert.InRange(few.NetlinkDatagrams - (LooksInside * Few), 0, 80);
        Assert.InRange(many.Threads, 0, few.Threads + 2);
    }

    [RootFact]
    public void Lost_routes_of_many_containers_come_back_in_one_datagram_more()
    {
        Trace few = OfMany(Few, LoseRoutesAndRepair);
        Trace many = OfMany(Many, LoseRoutesAndRepair);
        Assert.Equal(few.NetlinkDatagrams, many.NetlinkDatagrams);
        Assert.Equal(1, few.NetlinkChanges);
        Assert.Equal(1, many.NetlinkChanges);
        Assert.InRange(many.Threads, 0, few.Threads + 2);
    }

    [RootFact]
    public void A_change_of_many_containers_makes_no_thread_for_each()
    {
        Trace few = OfMany(Few, OneMoreIpEach);
        Trace many = OfMany(Many, OneMoreIpEach);
        Assert.Equal(2 * (Many - Few), many.NetlinkDatagrams - few.NetlinkDatagrams);
        Assert.InRange(many.Threads, 0, few.Threads + 2);
    }

    private static Trace OfOneMoreIp(Action<EngineSession, string[]> part)
    {
        using var tree = RootTree.Debian();
        using var host = new TestHost();
        string c = host.NewRouted(tree);
        host.Start(c);
        (Tool child, Trace trace) = Trace.Of(host, part, c);
        Assert.Equal("", child.Error);
        trace = trace.Between("before", "after");
        Assert.All(trace.ReadBelow(host.Options.StateDirectory), f => Assert.Equal((f.Path, 1), f));
        return trace;
    }

    private static void OneMoreIp(EngineSession engine, string[] names)
    {
        foreach (string address in new[] { "192.0.2.1", "192.0.2.2" })
        {
            engine.AddIps(names[0], "eth0", address);
            Thread.Sleep(s_settling);
        }

        Trace.Mark("before");
        engine.AddIps(names[0], "eth0", "192.0.2.9");
        Trace.Mark("after");
    }

    private static void TwoMoreIps(EngineSession engine, string[] names)
    {
        engine.AddIps(names[0], "eth0", "192.0.2.1", "192.0.2.2");
        Trace.Mark("before");
        engine.AddIps(names[0], "eth0", "192.0.2.9");
        Trace.Mark("after");
    }

    private static Trace OfMany(int count, Action<EngineSession, string[]> part)
    {
        using var host = new TestHost();
        string[] names = [.. Enumerable.Range(0, count).Select(_ => host.NewContainer())];
        host.Apply(names.Select((name, i) => Wish.Routed(name, "eth0", $"198.51.100.{i * 4}/30")));
        host.Apply(names.SelectMany((name, i) => Wish.AddIps(name, "eth0", [$"192.0.2.{i + 1}"])));
        host.Start(names);
        (Tool child, Trace trace) = Trace.Of(host, part);
        Assert.Equal("", child.Error);
        return trace.Between("before", "after");
    }

    private static void FindDrift(EngineSession engine, string[] names)
    {
        Assert.Empty(Drift(engine));
        Trace.Mark("before");
        Assert.Empty(Drift(engine));
        Trace.Mark("after");
    }

    private static void OneMoreIpEach(EngineSession engine, string[] names)
    {
        IEnumerable<string> all = engine.Containers().Select(c => c.Name);
        Trace.Mark("before");
        engine.Apply(all.SelectMany((name, i) => Wish.AddIps(name, "eth0", $"203.0.113.{i + 1}")));
        Trace.Mark("after");
    }

    private static void LoseRoutesAndRepair(EngineSession engine, string[] names)
    {
        Tool.Run("ip", "-4", "route", "flush", "root", "192.0.2.0/24");
        CtNetIfFinding[] found = Drift(engine);
        Assert.NotEmpty(found);
        Trace.Mark("before");
        engine.Call((e, told) => e.Repair(found, force: false, told));
        Trace.Mark("after");
        Assert.Empty(Drift(engine));
    }

    private static CtNetIfFinding[] Drift(EngineSession engine) =>
        engine.Call((e, told) => e.FindDrift(null, told).ToArray());

    /// <summary>A runtime that counts how often it is asked about a container, and lies about one.</summary>
    private sealed class AskedRuntime(IRuntime runtime) : IRuntime
    {
        public int Asked { get; private set; }

        public string? Gone { get; init; }

        public string Name => runtime.Name;

        public IEnumerable<string> FindForeign() => runtime.FindForeign();

        public bool Exists(string name) => runtime.Exists(name);

        public RuntimeFacts Inspect(Model.ContainerConfig container)
        {
            Asked++;
            RuntimeFacts facts = runtime.Inspect(container);
            return container.Name == Gone ? facts with { NetworkNamespacePath = "/run/netns/none" } : facts;
        }

        public IReadOnlyList<CtNetIf> ForeignInterfaces(Model.ContainerConfig container) =>
            runtime.ForeignInterfaces(container);

        public void Prepare(
            Model.ContainerConfig container, IReadOnlyList<Kernel.Plan.InterfaceState> interfaces) =>
            runtime.Prepare(container, interfaces);

        public void Forget(Model.ContainerConfig container) => runtime.Forget(container);

        public void Start(
            Model.ContainerConfig container, IReadOnlyList<Kernel.Plan.InterfaceState> interfaces,
            CancellationToken cancellation) => runtime.Start(container, interfaces, cancellation);

        public void Stop(Model.ContainerConfig container, CancellationToken cancellation) =>
            runtime.Stop(container, cancellation);
    }
}
