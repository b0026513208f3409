using System.Diagnostics;
using System.Text.Json;

namespace ContainerNet.Engine.Tests.Scenarios.Cost;

/// <summary>
/// A session that lives for months must not need more and more. Each is a process of its own, in which nothing else
/// goes on.
/// </summary>
public sealed class LeakTests
{
    private const int Repetitions = 1000;
    private const int Starts = 50;
    private const int Many = 100_000;

    /// <summary>
    /// Beside the kernel's part, which Netlink's own test repeats ten thousand times: the store, the plan, a socket.
    /// </summary>
    [RootFact]
    public void An_IP_can_be_added_and_removed_a_thousand_times()
    {
        using var host = new TestHost();
        string c = host.NewRouted("172.30.0.0/30");
        string[] routes = [.. KernelState.Routes(host)];
        AssertSame(Played<Held[]>(host, AddAndRemove, c), perRepetition: 512, Repetitions);
        Assert.Equal(["172.30.0.2/30"], KernelState.Addresses(host, "eth0", c));
        Assert.Equal(routes, KernelState.Routes(host));
    }

    [RootFact]
    public void A_container_can_be_started_and_stopped_again_and_again()
    {
        using var host = new TestHost();
        string c = host.NewRouted("172.30.0.0/30");
        host.AddIps(c, "eth0", "192.0.2.1");
        host.Stop(c);
        AssertSame(Played<Held[]>(host, StartAndStop, c), perRepetition: 8192, Starts);
    }

    /// <summary>The changes of a call are one, so all of them are kept until its end; but no more.</summary>
    [RootFact]
    public void A_change_of_a_hundred_thousand_addresses_needs_memory_for_them_and_no_more()
    {
        using var host = new TestHost();
        string c = host.NewContainer();
        host.Apply(Wish.Routed(c, "eth0", "172.30.0.0/30"));
        host.AddIps(c, "eth0", "192.0.2.1");
        long[] said = Played<long[]>(host, AddMany, c);
        Assert.Equal(Many + 1, said[0]);
        Assert.InRange(said[1] / Many, long.MinValue, 300);
        Assert.InRange(said[2] / Many, 1, 4_000);
    }

    private static void AddAndRemove(EngineSession session, string[] arguments) => Tell(
        100, Repetitions, arguments[0], c =>
        {
            session.AddIps(c, "eth0", "192.0.2.1");
            session.RemoveIps(c, "eth0", "192.0.2.1");
        });

    private static void StartAndStop(EngineSession session, string[] arguments) => Tell(
        5, Starts, arguments[0], c =>
        {
            session.Start(c);
            session.Stop(c);
        });

    // What is held after some repetitions, and after many more. The first look loads what looking needs.
    private static void Tell(int first, int more, string container, Action<string> work)
    {
        _ = Held.Now(container);
        for (int i = 0; i < first; i++) work(container);
        var before = Held.Now(container);
        for (int i = 0; i < more; i++) work(container);
        Console.WriteLine(JsonSerializer.Serialize(new[] { before, Held.Now(container) }));
    }

    private static void AddMany(EngineSession session, string[] arguments)
    {
        string c = arguments[0];
        long before = GC.GetTotalMemory(forceFullCollection: true);
        long allocated = GC.GetTotalAllocatedBytes();
        Add(session, c);
        allocated = GC.GetTotalAllocatedBytes() - allocated;
        long kept = GC.GetTotalMemory(forceFullCollection: true) - before;
        long count = session.Call((engine, told) => engine.GetIps(name => name == c, told).Count());
        Console.WriteLine(JsonSerializer.Serialize(new[] { count, kept, allocated }));
    }

    // A method of its own, so that nothing of it is on the stack afterwards.
    private static void Add(EngineSession session, string container)
    {
        CtChange[] changes = Wish.AddIps(
            container, "eth0", Enumerable.Range(1, Many).Select(i => $"10.{i >> 16}.{(i >> 8) & 255}.{i & 255}/32"));
        var deaf = new Deaf();
        Assert.All(session.Call((engine, _) => engine.Apply(changes, deaf)), o => Assert.Null(o.Error));
    }

    private static T Played<T>(TestHost host, Action<EngineSession, string[]> part, string container)
    {
        using Process child = host.StartChild(part, container);
        string output = child.StandardOutput.ReadToEnd();
        string error = child.StandardError.ReadToEnd();
        child.WaitForExit();
        Assert.Equal((0, ""), (child.ExitCode, error));
        return JsonSerializer.Deserialize<T>(output)!;
    }

    private static void AssertSame(Held[] held, int perRepetition, int repetitions)
    {
        (Held before, Held after) = (held[0], held[1]);
        Assert.Equal((before.Sockets, before.Namespaces, before.Links), (after.Sockets, after.Namespaces, after.Links));

        // The runtime has its own comings and goings.
        Assert.InRange(after.Descriptors, 0, before.Descriptors + 10);
        Assert.InRange(after.Threads, 0, before.Threads + 10);
        Assert.InRange(after.Memory - before.Memory, long.MinValue, (long)perRepetition * repetitions);
    }

    /// <summary>What this process and its host hold.</summary>
    private sealed record Held(int Descriptors, int Sockets, int Namespaces, int Threads, int Links, long Memory)
    {
        public static Held Now(string container)
        {
            string[] targets = [.. Directory.GetFiles("/proc/self/fd").Select(f => new FileInfo(f).LinkTarget ?? "")];
            return new Held(
                targets.Length,
                targets.Count(t => t.StartsWith("socket:", StringComparison.Ordinal)),
                targets.Count(t => t.StartsWith("net:", StringComparison.Ordinal))
                    + Directory.GetFileSystemEntries("/run/netns", $"*{container}*").Length,
                Directory.GetDirectories("/proc/self/task").Length,
                Tool.Run("ip", "-o", "link").Output.Split('\n').Length,
                GC.GetTotalMemory(forceFullCollection: true));
        }
    }

    /// <summary>Keeps nothing of what it is told.</summary>
    private sealed class Deaf : ICtObserver
    {
        public bool WantsVerbose => false;

        public void Warning(string message)
        {
        }

        public void Verbose(string message)
        {
        }

        public void Error(ContainerNetException error)
        {
        }
    }
}
