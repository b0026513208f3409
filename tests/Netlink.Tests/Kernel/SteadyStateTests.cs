using System.Net;
using System.Net.Sockets;

namespace ContainerNet.Netlink.Tests.Kernel;

/// <summary>
/// What goes on for long must not need more and more: memory, descriptors, threads, namespaces. Counts what the whole
/// process has, so no other test may run beside it.
/// </summary>
[Collection(nameof(LeakTests))]
public sealed class SteadyStateTests : IDisposable
{
    private const int Repetitions = 10_000;
    private const int Routes = 100_000;
    private const int Link = 100;

    private readonly TestHost _host = new();
    private readonly RouteNetlink _netlink;
    private readonly NetlinkBatch _batch;
    private readonly RouteFilter _main = new() { Family = AddressFamily.InterNetwork, Table = Route.MainTable };

    public SteadyStateTests()
    {
        _netlink = _host.Connect();
        _batch = _netlink.CreateBatch();
        _host.Ip("link", "add", "v0", "index", $"{Link}", "up", "type", "veth", "peer", "name", "v1");
    }

    public void Dispose()
    {
        _batch.Dispose();
        _netlink.Dispose();
        _host.Dispose();
    }

    [KernelFact]
    public void An_address_can_come_and_go_ten_thousand_times()
    {
        var address = new AddressRequest { LinkIndex = Link, Address = Nth(1), PrefixLength = 32 };
        ComeAndGo(in address);
        var before = Held.Now();
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        for (int round = 0; round < Repetitions; round++)
            ComeAndGo(in address);
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        var after = Held.Now();
        Assert.InRange(allocated / (2 * Repetitions), 0, 64);
        Assert.Equal(before.Namespaces, after.Namespaces);

        // The runtime and the test framework have their own comings and goings.
        Assert.InRange(after.Descriptors, 0, before.Descriptors + 5);
        Assert.InRange(after.Threads, 0, before.Threads + 5);
        Assert.Empty(_netlink.GetAddresses(AddressFamily.InterNetwork, Link));
        Assert.Equal(2 + (2 * Repetitions) + 1, _netlink.Counters.DatagramsSent);
    }

    [KernelFact]
    public void Sending_ten_thousand_requests_allocates_no_more_than_sending_one()
    {
        Change(10_000, add: true);
        Change(10_000, add: false);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Change(10_000, add: true);
        Change(10_000, add: false);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 2 * 64);
        Assert.Empty(_netlink.GetRoutes(in _main));
    }

    /// <summary>The answer is kept as the kernel wrote it; nothing is made of it until it is asked for.</summary>
    [KernelFact]
    public void A_hundred_thousand_routes_are_gone_through_in_bounded_memory()
    {
        Change(Routes, add: true);
        Assert.Equal(Routes, Count(null));
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(Routes, Count(null));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - allocated, 0, 1024);

        long before = GC.GetTotalMemory(forceFullCollection: true);
        long during = 0;
        Count(() => during = GC.GetTotalMemory(forceFullCollection: true));
        Assert.InRange(during - before, long.MinValue, 160 * Routes);
    }

    [KernelFact]
    public void An_object_of_a_list_costs_two_small_objects()
    {
        const int count = 10_000;
        Change(count, add: true);
        for (int number = 0; number < 300; number++)
            _batch.AddAddress(new AddressRequest { LinkIndex = Link, Address = Nth(number), PrefixLength = 32 });
        _netlink.Execute(_batch);
        Assert.InRange(Allocated(() => _netlink.GetRoutes(in _main).Count) / count, 1, 160);
        Assert.InRange(Allocated(() => _netlink.GetAddresses(AddressFamily.InterNetwork, Link).Count) / 300, 1, 200);
    }

    private static long Allocated(Func<int> read)
    {
        Assert.NotEqual(0, read());
        long before = GC.GetAllocatedBytesForCurrentThread();
        read();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private void ComeAndGo(in AddressRequest address)
    {
        _batch.Clear();
        _batch.AddAddress(in address);
        _netlink.Execute(_batch);
        _batch.Clear();
        _batch.DeleteAddress(in address);
        _netlink.Execute(_batch);
    }

    private int Count(Action? halfWay)
    {
        int count = 0;
        using RouteDump dump = _netlink.DumpRoutes(in _main);
        foreach (RouteView view in dump)
        {
            count += view.LinkIndex == Link ? 1 : 0;
            if (count == Routes / 2)
                halfWay?.Invoke();
        }
        return count;
    }

    private void Change(int count, bool add)
    {
        _batch.Clear();
        for (int number = 0; number < count; number++)
        {
            var route = new RouteRequest { LinkIndex = Link, Destination = s_all[number], PrefixLength = 32 };
            if (add)
                _batch.AddRoute(in route);
            else
                _batch.DeleteRoute(in route);
        }
        _netlink.Execute(_batch);
        _batch.Clear();
    }

    private static readonly IPAddress[] s_all = [.. Enumerable.Range(0, Routes).Select(Nth)];

    private static IPAddress Nth(int number) =>
        new([10, (byte)(number >> 16), (byte)(number >> 8), (byte)number]);

    /// <summary>What a process holds of the kernel.</summary>
    private readonly record struct Held(int Descriptors, int Namespaces, int Threads)
    {
        public static Held Now()
        {
            string[] targets = [.. Directory.GetFiles("/proc/self/fd").Select(f => new FileInfo(f).LinkTarget ?? "")];
            int threads = Directory.GetDirectories("/proc/self/task").Length;
            int namespaces = targets.Count(t => t.StartsWith("net:", StringComparison.Ordinal));
            return new Held(targets.Length, namespaces, threads);
        }
    }
}
