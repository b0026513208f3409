using System.Net;
using System.Net.Sockets;

namespace ContainerNet.Netlink.Tests.Kernel;

public sealed class BatchTests : IDisposable
{
    private const int Many = 10_000;
    private const int Link = 100;

    private readonly TestHost _host = new();
    private readonly RouteNetlink _netlink;
    private readonly NetlinkBatch _batch;

    public BatchTests()
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
    public void Of_ten_thousand_addresses_only_the_bad_one_fails()
    {
        for (int number = 0; number < Many; number++)
            _batch.AddAddress(Address(number) with { LinkIndex = number == Many / 2 ? 4242 : Link });
        NetlinkFailure failure = Assert.Single(_netlink.Send(_batch));
        Assert.Equal((Many / 2, Errno.ENODEV), (failure.Index, failure.Error.Errno));
        Assert.Equal("add address 10.0.19.136/32 to link 4242", failure.Error.Operation);
        Assert.Equal(Many, _batch.Answered);
        Assert.Equal(Many - 1, _netlink.GetAddresses(AddressFamily.InterNetwork, Link).Count);
        NetlinkCounters counters = _netlink.Counters;
        Assert.InRange(counters.DatagramsSent, Many / 128, 100);
        Assert.InRange(counters.DatagramsReceived, Many / 128, 200);
    }

    [KernelFact]
    public void When_all_fail_all_failures_arrive()
    {
        // Default size of the receive buffer: errors are read often enough not to overrun it.
        _host.Ip("link", "set", "v0", "down");
        for (int number = 0; number < Many; number++)
            _batch.AddRoute(Route(number));
        IReadOnlyList<NetlinkFailure> failures = _netlink.Send(_batch);
        Assert.Equal(Enumerable.Range(0, Many), failures.Select(f => f.Index));
        Assert.All(failures, f => Assert.Equal(Errno.ENETDOWN, f.Error.Errno));
        Assert.All(failures, f => Assert.NotNull(f.Error.KernelMessage));
    }

    [KernelFact]
    public void Requests_are_done_in_order_across_datagrams()
    {
        for (int number = 0; number < 1000; number++)
        {
            _batch.AddRoute(Route(1));
            _batch.DeleteRoute(Route(1));
        }
        Assert.Empty(_netlink.Send(_batch));
        Assert.Empty(_netlink.Send(_batch));
    }

    [KernelFact]
    public void Creations_with_a_follow_up_can_be_as_many_as_one_likes()
    {
        using var container = NetworkNamespace.CreateAnonymous();
        for (int number = 0; number < 50; number++)
        {
            _batch.CreateVeth(new VethRequest
            {
                Name = number == 25 ? "v0" : $"w{number}",
                Index = 200 + number,
                Alias = $"alias {number}",
                Peer = new VethPeer { Name = $"eth{number}", Namespace = container },
            });
            _batch.AddRoute(Route(number));
        }
        NetlinkFailure failure = Assert.Single(_netlink.Send(_batch));
        Assert.Equal(50, failure.Index);
        Assert.Equal(100, _batch.Count);
        Assert.Equal(49, _netlink.GetLinks().Count(link => link.Alias == $"alias {link.Index - 200}"));
    }

    [KernelFact]
    public void A_cancelled_batch_stops_between_datagrams()
    {
        for (int number = 0; number < Many; number++)
            _batch.AddRoute(Route(number));
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.Throws<OperationCanceledException>(() => _netlink.Send(_batch, cancelled.Token));
        Assert.Equal(0, _batch.Answered);
        Assert.Empty(_netlink.Send(_batch));
        Assert.Equal(Many, _batch.Answered);
    }

    [KernelFact]
    public void A_dump_of_ten_thousand_is_whole_and_its_views_allocate_nothing()
    {
        for (int number = 0; number < Many; number++)
            _batch.AddRoute(Route(number));
        _netlink.Execute(_batch);
        var filter = new RouteFilter { Family = AddressFamily.InterNetwork, Table = Netlink.Route.MainTable };
        Assert.Equal(Many, _netlink.GetRoutes(in filter).Count);
        Assert.Equal(Many, CountRoutes(in filter));
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Equal(Many, CountRoutes(in filter));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1024);
    }

    private int CountRoutes(in RouteFilter filter)
    {
        int count = 0;
        using RouteDump dump = _netlink.DumpRoutes(in filter);
        foreach (RouteView view in dump)
            count += view.LinkIndex == Link ? 1 : 0;
        return count;
    }

    private static AddressRequest Address(int number) => new()
    {
        LinkIndex = Link,
        Address = new IPAddress([10, 0, (byte)(number >> 8), (byte)number]),
        PrefixLength = 32,
    };

    private static RouteRequest Route(int number) => new()
    {
        Destination = new IPAddress([1, 0, (byte)(number >> 8), (byte)number]),
        PrefixLength = 32,
        LinkIndex = Link,
    };
}
