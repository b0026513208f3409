using System.Diagnostics;
using ContainerNet.Engine.Linux;

namespace ContainerNet.Engine.Tests.Scenarios.Changes;

/// <summary>Sessions that change one container at the same time lose nothing.</summary>
public abstract class ParallelTests(TestRuntime runtime)
{
    private const int Sessions = 20;

    [RootFact]
    public void Twenty_sessions_that_add_at_once_all_succeed_and_each_address_is_there_once()
    {
        using var host = new TestHost(runtime);
        string c = host.NewRouted("10.100.10.100/30", "2001:db8:100::/126");
        using var ready = new Barrier(Sessions);
        var failures = new List<string>();
        Thread[] threads = [.. Enumerable.Range(1, Sessions)
            .Select(i => host.StartThread(() => Add(host.Options, c, i, ready, failures)))];
        foreach (Thread thread in threads) thread.Join();

        Assert.Empty(failures);
        string[] ends = ["10.100.10.102/30", "2001:db8:100::2/126"];
        Assert.Equal(
            Expected(), KernelState.Addresses(host, "eth0", c).Except(ends).Order(StringComparer.Ordinal));
        Assert.Equal(Expected(), host.Ips(c, "eth0").Order(StringComparer.Ordinal));
        Assert.True(host.Answers("10.8.0.20"));
    }

    [RootFact]
    public void Processes_that_add_the_same_address_at_once_get_it_in_once()
    {
        using var host = new TestHost(runtime);
        string c = host.NewRouted("10.100.10.100/30");
        Process[] children = [.. Enumerable.Range(0, 4).Select(_ => host.StartChild(AddOne, c))];
        string[] errors = [.. children.Select(child =>
        {
            using (child)
            {
                string error = child.StandardError.ReadToEnd();
                child.WaitForExit();
                return error.Split('|')[0];
            }
        })];
        Assert.Equal(["", "AddressInUse", "AddressInUse", "AddressInUse"], errors.Order(StringComparer.Ordinal));
        Assert.Equal(["10.8.0.1/32"], host.Ips(c, "eth0"));
        Assert.True(host.Answers("10.8.0.1"));
    }

    private static IEnumerable<string> Expected() => Enumerable.Range(1, Sessions)
        .SelectMany(i => new[] { $"10.8.0.{i}/32", $"2001:db8:8::{i:x}/128" })
        .Order(StringComparer.Ordinal);

    private static void AddOne(EngineSession session, string[] arguments)
    {
        CtOutcome outcome = session.Try(Wish.AddIp(arguments[0], "eth0", "10.8.0.1")).Single();
        if (outcome.Error is not null) throw outcome.Error;
    }

    private static void Add(
        EngineOptions options, string container, int number, Barrier ready, List<string> failures)
    {
        try
        {
            var session = new EngineSession(options);
            ready.SignalAndWait();
            session.AddIps(container, "eth0", $"10.8.0.{number}", $"2001:db8:8::{number:x}");
        }
        catch (Exception e)
        {
            lock (failures) failures.Add(e.Message);
        }
    }
}

/// <summary>In named network namespaces.</summary>
public sealed class ParallelOfNetNsTests() : ParallelTests(TestRuntime.NetNs);

/// <summary>In the containers of a real LXC.</summary>
public sealed class ParallelOfLxcTests() : ParallelTests(TestRuntime.Lxc);
