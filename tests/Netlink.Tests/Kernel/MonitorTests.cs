using System.Net;

namespace ContainerNet.Netlink.Tests.Kernel;

public sealed class MonitorTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly TestHost _host = new();
    private readonly NetlinkMonitor _monitor;

    public MonitorTests() => _monitor = NetlinkMonitor.Open(_host.Namespace);

    public void Dispose()
    {
        _monitor.Dispose();
        _host.Dispose();
    }

    [KernelFact]
    public void Changes_are_told()
    {
        _host.Ip("link", "add", "v0", "index", "100", "type", "veth", "peer", "name", "v1");
        Assert.Equal("v0", Await(NetlinkEventKind.LinkSet, e => e.Link!.Index == 100).Link!.Name);
        _host.Ip("link", "set", "v0", "up");
        Await(NetlinkEventKind.LinkSet, e => e.Link is { Index: 100, IsUp: true });
        _host.Ip("address", "add", "10.0.0.2/24", "dev", "v0");
        NetlinkEvent found = Await(NetlinkEventKind.AddressSet, e => e.Address!.LinkIndex == 100);
        Assert.Equal((IPAddress.Parse("10.0.0.2"), 24), (found.Address!.Address, found.Address.PrefixLength));
        _host.Ip("route", "add", "1.2.3.0/24", "dev", "v0");
        Await(NetlinkEventKind.RouteSet, e => IPAddress.Parse("1.2.3.0").Equals(e.Route!.Destination));
        _host.Ip("route", "del", "1.2.3.0/24", "dev", "v0");
        Await(NetlinkEventKind.RouteDeleted, e => IPAddress.Parse("1.2.3.0").Equals(e.Route!.Destination));
        _host.Ip("address", "add", "fd00::2/64", "dev", "v0", "nodad");
        Await(NetlinkEventKind.AddressSet, e => e.Address!.Address.Equals(IPAddress.Parse("fd00::2")));
        _host.Ip("address", "del", "10.0.0.2/24", "dev", "v0");
        Await(NetlinkEventKind.AddressDeleted, e => e.Address!.Address.Equals(IPAddress.Parse("10.0.0.2")));
        _host.Ip("link", "del", "v0");
        Await(NetlinkEventKind.LinkDeleted, e => e.Link!.Name == "v0");
    }

    [KernelFact]
    public void Namespaces_at_the_other_ends_are_heard_and_not_held()
    {
        using NetlinkMonitor monitor = _host.Namespace.Run(NetlinkMonitor.OpenWithOthers);
        using (var container = NetworkNamespace.CreateAnonymous())
        using (RouteNetlink netlink = _host.Connect())
        using (NetlinkBatch batch = netlink.CreateBatch())
        {
            batch.CreateVeth(new VethRequest { Name = "v0", Peer = new() { Name = "eth0", Namespace = container } });
            netlink.Execute(batch);
            int? id = netlink.GetLink("v0")!.PeerNamespaceId;
            Assert.NotNull(id);
            TestHost.Run(container, "ip", "address", "add", "10.0.0.3/24", "dev", "eth0");
            NetlinkEvent inside = Await(monitor, NetlinkEventKind.AddressSet, e => e.NamespaceId is not null);
            Assert.Equal((id, "10.0.0.3"), (inside.NamespaceId, $"{inside.Address!.Address}"));
            _host.Ip("address", "add", "10.0.0.4/24", "dev", "v0");
            Await(monitor, NetlinkEventKind.AddressSet, e => e.NamespaceId is null);
        }
        Await(monitor, NetlinkEventKind.LinkDeleted, e => e is { NamespaceId: null, Link.Name: "v0" });
    }

    [KernelFact]
    public void That_a_port_leaves_its_bridge_is_not_taken_for_the_end_of_its_link()
    {
        _host.Ip("link", "add", "br0", "type", "bridge");
        _host.Ip("link", "add", "v0", "index", "100", "master", "br0", "type", "veth", "peer", "name", "v1");
        _host.Ip("link", "set", "v0", "nomaster");
        _host.Ip("link", "set", "v0", "mtu", "1400");
        NetlinkEvent next;
        do
        {
            next = Read();
            Assert.NotEqual(NetlinkEventKind.LinkDeleted, next.Kind);
        }
        while (next.Link?.Mtu != 1400);
    }

    [KernelFact]
    public void Cancelling_ends_a_wait_and_the_next_wait_goes_on()
    {
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        Assert.Throws<OperationCanceledException>(() => _monitor.Read(cancellation.Token));
        Assert.Throws<OperationCanceledException>(() => _monitor.Read(cancellation.Token));
        _host.Ip("link", "set", "lo", "up");
        Await(NetlinkEventKind.LinkSet, e => e.Link!.Name == "lo");
    }

    [KernelFact]
    public void Disposing_ends_a_wait()
    {
        Exception? error = null;
        var reader = new Thread(() => error = Record.Exception(() => _monitor.Read())) { IsBackground = true };
        reader.Start();
        Thread.Sleep(50);
        _monitor.Dispose();
        Assert.True(reader.Join(Patience));
        Assert.IsType<ObjectDisposedException>(error);
    }

    [KernelFact]
    public void Events_that_were_lost_are_told_as_a_resync()
    {
        using RouteNetlink netlink = _host.Connect();
        using NetlinkBatch batch = netlink.CreateBatch();
        _host.Ip("link", "add", "v0", "index", "100", "up", "type", "veth", "peer", "name", "v1");
        for (int number = 0; number < 30_000; number++)
        {
            batch.AddRoute(new RouteRequest
            {
                Destination = new IPAddress([1, 0, (byte)(number >> 8), (byte)number]),
                PrefixLength = 32,
                LinkIndex = 100,
            });
        }
        netlink.Execute(batch);
        Await(NetlinkEventKind.Resync, _ => true);

        // Nothing that happens from then on may be lost in silence.
        _host.Ip("link", "set", "v0", "mtu", "1400");
        Await(NetlinkEventKind.LinkSet, e => e.Link is { Index: 100, Mtu: 1400 });
    }

    private NetlinkEvent Await(NetlinkEventKind kind, Func<NetlinkEvent, bool> condition)
        => Await(_monitor, kind, condition);

    private static NetlinkEvent Await(
        NetlinkMonitor monitor, NetlinkEventKind kind, Func<NetlinkEvent, bool> condition)
    {
        NetlinkEvent next;
        do
            next = Read(monitor);
        while (next.Kind != kind || !condition(next));
        return next;
    }

    private NetlinkEvent Read() => Read(_monitor);

    private static NetlinkEvent Read(NetlinkMonitor monitor)
    {
        using var timeout = new CancellationTokenSource(Patience);
        return monitor.Read(timeout.Token);
    }
}
