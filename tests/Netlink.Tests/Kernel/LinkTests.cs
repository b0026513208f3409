using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Text.Json;

namespace ContainerNet.Netlink.Tests.Kernel;

public sealed class LinkTests : IDisposable
{
    private readonly TestHost _host = new();
    private readonly NetworkNamespace _container = NetworkNamespace.CreateAnonymous();
    private readonly RouteNetlink _netlink;

    public LinkTests() => _netlink = _host.Connect();

    public void Dispose()
    {
        _netlink.Dispose();
        _container.Dispose();
        _host.Dispose();
    }

    [KernelFact]
    public void A_veth_gets_all_that_is_asked_for_in_one_request()
    {
        using NetlinkBatch batch = _netlink.CreateBatch();
        batch.CreateBridge(new BridgeRequest { Name = "br0", Index = 50 });
        batch.CreateVeth(new VethRequest
        {
            Name = "vhost",
            Index = 100,
            Up = true,
            Mac = PhysicalAddress.Parse("020000000001"),
            Mtu = 1400,
            Group = 7,
            Alias = "ct1 eth0 ž",
            TxQueues = 1,
            RxQueues = 1,
            MasterIndex = 50,
            NoAddrGen = true,
            Ipv4 = new() { { Ipv4Setting.ReversePathFilter, 2 }, { Ipv4Setting.Forwarding, 1 } },
            Peer = new VethPeer
            {
                Name = "eth0",
                Index = 10,
                Namespace = _container,
                Mac = PhysicalAddress.Parse("020000000002"),
                Mtu = 1300,
                TxQueues = 1,
                RxQueues = 1,
            },
        });
        _netlink.Execute(batch);

        JsonElement near = Assert.Single(_host.IpJson("link", "show", "vhost"));
        Assert.Equal(100, near.GetProperty("ifindex").GetInt32());
        Assert.Contains("UP", near.GetProperty("flags").EnumerateArray().Select(f => f.GetString()));
        Assert.Equal("02:00:00:00:00:01", near.GetProperty("address").GetString());
        Assert.Equal(1400, near.GetProperty("mtu").GetInt32());
        Assert.Equal("7", near.GetProperty("group").GetString());
        Assert.Equal("ct1 eth0 ž", near.GetProperty("ifalias").GetString());
        Assert.Equal(1, near.GetProperty("num_tx_queues").GetInt32());
        Assert.Equal(1, near.GetProperty("num_rx_queues").GetInt32());
        Assert.Equal("br0", near.GetProperty("master").GetString());
        Assert.Equal("none", near.GetProperty("inet6_addr_gen_mode").GetString());
        Assert.Equal("2", ReadSysctl("vhost", "rp_filter"));
        Assert.Equal("1", ReadSysctl("vhost", "forwarding"));

        JsonElement far = Assert.Single(TestHost.IpJson(_container, "link", "show", "eth0"));
        Assert.Equal(10, far.GetProperty("ifindex").GetInt32());
        Assert.Equal("02:00:00:00:00:02", far.GetProperty("address").GetString());
        Assert.Equal(1300, far.GetProperty("mtu").GetInt32());
        Assert.Equal(1, far.GetProperty("num_tx_queues").GetInt32());
        Assert.DoesNotContain("UP", far.GetProperty("flags").EnumerateArray().Select(f => f.GetString()));
    }

    [KernelFact]
    public void What_follows_a_creation_never_hits_the_link_that_made_it_fail()
    {
        _host.Ip("link", "add", "taken", "type", "veth", "peer", "name", "other");
        using NetlinkBatch batch = _netlink.CreateBatch();
        var request = new VethRequest
        {
            Name = "taken",
            Alias = "mine",
            NoAddrGen = true,
            Peer = new VethPeer { Name = "eth0", Namespace = _container },
        };
        batch.CreateVeth(in request);
        batch.CreateVeth(request with { Name = "free" });
        NetlinkFailure failure = Assert.Single(_netlink.Send(batch));

        Assert.Equal(0, failure.Index);
        Assert.Equal(Errno.EEXIST, failure.Error.Errno);
        Assert.Equal("create veth taken", failure.Error.Operation);
        Assert.Null(_netlink.GetLink("taken")!.Alias);
        Assert.Equal("mine", _netlink.GetLink("free")!.Alias);
    }

    [KernelFact]
    public void No_link_local_address_appears_when_address_generation_is_off()
    {
        using NetlinkBatch batch = _netlink.CreateBatch();
        batch.CreateVeth(new VethRequest
        {
            Name = "v0",
            Up = true,
            NoAddrGen = true,
            Peer = new VethPeer { Name = "v1" },
        });
        batch.SetLink(new LinkChange { Name = "v1", Up = true });
        _netlink.Execute(batch);
        Assert.True(_netlink.GetLink("v0")!.HasCarrier);
        int other = _netlink.GetLink("v1")!.Index;
        Assert.True(SpinWait.SpinUntil(
            () => _netlink.GetAddresses(AddressFamily.InterNetworkV6, other).Count == 1, TimeSpan.FromMinutes(1)));
        Assert.Empty(_netlink.GetAddresses(AddressFamily.InterNetworkV6, _netlink.GetLink("v0")!.Index));
    }

    [KernelFact]
    public void A_link_moves_gets_its_name_and_comes_up_in_one_change()
    {
        _host.Ip("link", "add", "v0", "index", "100", "type", "veth", "peer", "name", "v1");
        using NetlinkBatch batch = _netlink.CreateBatch();
        batch.SetLink(new LinkChange { Index = 100, Namespace = _container, NewName = "eth0", Up = true });
        _netlink.Execute(batch);
        using var inside = RouteNetlink.Open(_container);
        Assert.True(inside.GetLink("eth0")!.IsUp);
    }

    [KernelFact]
    public void A_link_is_read_as_the_kernel_has_it()
    {
        _host.Ip("link", "add", "br0", "type", "bridge");
        _host.Ip("link", "add", "v0", "index", "100", "address", "02:00:00:00:00:01", "mtu", "1400",
            "numtxqueues", "3", "numrxqueues", "2", "type", "veth", "peer", "name", "v1", "index", "101");
        _host.Ip("link", "set", "v0", "master", "br0", "alias", "hello", "group", "9", "up");
        _host.Ip("link", "set", "v1", "up");
        Link link = _netlink.GetLink("v0")!;
        Assert.Equal(100, link.Index);
        Assert.Equal("v0", link.Name);
        Assert.Equal("veth", link.Kind);
        Assert.True(link.IsUp);
        Assert.True(link.HasCarrier);
        Assert.Equal(PhysicalAddress.Parse("020000000001"), link.Mac);
        Assert.Equal(1400, link.Mtu);
        Assert.Equal(_netlink.GetLink("br0")!.Index, link.MasterIndex);
        Assert.Equal(101, link.PeerIndex);
        Assert.Null(link.PeerNamespaceId);
        Assert.Equal(9u, link.Group);
        Assert.Equal("hello", link.Alias);
        Assert.Equal(3, link.TxQueues);
        Assert.Equal(2, link.RxQueues);
        Assert.Equal(link, _netlink.GetLink(100)! with { Statistics = link.Statistics });
        Link loopback = _netlink.GetLink("lo")!;
        Assert.Null(loopback.Kind);
        Assert.False(loopback.IsUp);
    }

    [KernelFact]
    public void Statistics_count_what_passes()
    {
        _host.Ip("link", "set", "lo", "up");
        _host.Namespace.Run(() =>
        {
            using var sender = new UdpClient();
            sender.Send(new byte[100], "127.0.0.1", 9);
        });
        LinkStatistics statistics = _netlink.GetLink("lo")!.Statistics;
        JsonElement stats = Assert.Single(_host.IpJson("-s", "link", "show", "lo")).GetProperty("stats64");
        Assert.Equal(stats.GetProperty("tx").GetProperty("bytes").GetUInt64(), statistics.TxBytes);
        Assert.Equal(stats.GetProperty("rx").GetProperty("packets").GetUInt64(), statistics.RxPackets);
        Assert.True(statistics.TxBytes >= 128);
    }

    [KernelFact]
    public void The_peer_in_another_namespace_is_told_apart()
    {
        using NetlinkBatch batch = _netlink.CreateBatch();
        batch.CreateVeth(new VethRequest
        {
            Name = "v0",
            Index = 20,
            Peer = new VethPeer { Name = "eth0", Index = 33, Namespace = _container },
        });
        _netlink.Execute(batch);
        Link link = _netlink.GetLink("v0")!;
        Assert.Equal(33, link.PeerIndex);
        Assert.NotNull(link.PeerNamespaceId);
        Link peer = _netlink.GetLink(link.PeerIndex, link.PeerNamespaceId.Value)!;
        Assert.Equal("eth0", peer.Name);
        Assert.NotEqual(link.Mac, peer.Mac);
        Assert.Null(_netlink.GetLink(34, link.PeerNamespaceId.Value));
        NetlinkException unknown = Assert.Throws<NetlinkException>(() => _netlink.GetLink(33, 4711));
        Assert.Equal(Errno.EINVAL, unknown.Errno);
    }

    [KernelFact]
    public void Filters_show_what_they_say()
    {
        _host.Ip("link", "add", "br0", "index", "50", "type", "bridge");
        _host.Ip("link", "add", "v0", "type", "veth", "peer", "name", "v1");
        _host.Ip("link", "set", "v0", "master", "br0");
        Assert.Equal(4, _netlink.GetLinks().Count);
        Assert.Equal(["v0", "v1"], Names(new LinkFilter { Kind = "veth" }));
        Assert.Equal(["br0"], Names(new LinkFilter { Kind = "bridge" }));
        Assert.Equal(["v0"], Names(new LinkFilter { MasterIndex = 50 }));
        Assert.Equal(["v0"], Names(new LinkFilter { MasterIndex = 50, Kind = "veth" }));
        Assert.Empty(Names(new LinkFilter { Kind = "nosuchkind" }));
    }

    [KernelFact]
    public void A_link_that_is_not_there_is_null()
    {
        Assert.Null(_netlink.GetLink("nosuch"));
        Assert.Null(_netlink.GetLink(12345));
        Assert.Throws<ArgumentException>(() => _netlink.GetLink("longer-than-15-b"));
        Assert.NotNull(_netlink.GetLink("lo"));
    }

    [KernelFact]
    public void A_link_changes_in_all_its_properties()
    {
        _host.Ip("link", "add", "br0", "index", "50", "type", "bridge");
        _host.Ip("link", "add", "v0", "index", "100", "type", "veth", "peer", "name", "v1");
        using NetlinkBatch batch = _netlink.CreateBatch();
        batch.SetLink(new LinkChange
        {
            Index = 100,
            Up = true,
            NewName = "renamed",
            Mac = PhysicalAddress.Parse("020000000005"),
            Mtu = 1280,
            MasterIndex = 50,
            Alias = "text",
            Group = 3,
            Ipv4Conf = new()
            {
                { Ipv4Setting.Forwarding, 1 }, { Ipv4Setting.PromoteSecondaries, 1 }, { Ipv4Setting.ProxyArp, 1 },
            },
        });
        batch.SetLink(new LinkChange { Name = "v1", Up = true });
        _netlink.Execute(batch);
        Link link = _netlink.GetLink(100)!;
        Assert.Equal(
            ("renamed", true, 1280, 50, "text", 3u),
            (link.Name, link.IsUp, link.Mtu, link.MasterIndex, link.Alias, link.Group));
        Assert.Equal(PhysicalAddress.Parse("020000000005"), link.Mac);
        Assert.Equal("1", ReadSysctl("renamed", "forwarding"));
        Assert.Equal("1", ReadSysctl("renamed", "promote_secondaries"));
        Assert.Equal("1", ReadSysctl("renamed", "proxy_arp"));

        batch.Clear();
        batch.SetLink(new LinkChange { Name = "renamed", Up = false, MasterIndex = 0, Alias = "" });
        batch.SetLink(new LinkChange { Name = "v1", Namespace = _container });
        _netlink.Execute(batch);
        link = _netlink.GetLink(100)!;
        Assert.Equal((false, 0, null), (link.IsUp, link.MasterIndex, link.Alias));
        Assert.Contains(TestHost.IpJson(_container, "link"), l => l.GetProperty("ifname").GetString() == "v1");
    }

    [KernelFact]
    public void A_bridge_has_its_options()
    {
        using NetlinkBatch batch = _netlink.CreateBatch();
        batch.CreateBridge(new BridgeRequest
        {
            Name = "br0",
            Up = true,
            Mac = PhysicalAddress.Parse("02000000000A"),
            ForwardDelay = TimeSpan.Zero,
        });
        _netlink.Execute(batch);
        JsonElement bridge = Assert.Single(_host.IpJson("link", "show", "br0"));
        JsonElement data = bridge.GetProperty("linkinfo").GetProperty("info_data");
        Assert.Equal("02:00:00:00:00:0a", bridge.GetProperty("address").GetString());
        Assert.Equal(0, data.GetProperty("forward_delay").GetInt32());
    }

    [KernelFact]
    public void An_ifb_is_made()
    {
        using NetlinkBatch batch = _netlink.CreateBatch();
        batch.CreateIfb(new IfbRequest { Name = "ifb7", Index = 70, Up = true, TxQueues = 1 });
        _netlink.Execute(batch);
        Link link = _netlink.GetLink(70)!;
        Assert.Equal(("ifb7", "ifb", true, 1), (link.Name, link.Kind, link.IsUp, link.TxQueues));
    }

    [KernelFact]
    public void Links_are_deleted_by_index_name_and_group()
    {
        using NetlinkBatch batch = _netlink.CreateBatch();
        for (int number = 0; number < 6; number++)
        {
            batch.CreateVeth(new VethRequest
            {
                Name = $"v{number}",
                Index = 100 + number,
                Group = number < 4 ? 77u : 0,
                Peer = new VethPeer { Name = "eth" + number, Namespace = _container },
            });
        }
        batch.DeleteLinkGroup(77);
        batch.DeleteLink(104);
        batch.DeleteLink("v5");
        batch.DeleteLink("v5");
        batch.DeleteLinkGroup(0);
        IReadOnlyList<NetlinkFailure> failures = _netlink.Send(batch);
        Assert.Equal(["delete link v5", "delete the links of group 0"], failures.Select(f => f.Error.Operation));
        Assert.Equal([Errno.ENODEV, Errno.EPERM], failures.Select(f => f.Error.Errno));
        Assert.Equal(["lo"], Names(default));
    }

    [KernelFact]
    public void A_namespace_disposed_before_the_batch_is_sent_is_noticed()
    {
        using NetlinkBatch batch = _netlink.CreateBatch();
        var gone = NetworkNamespace.CreateAnonymous();
        batch.CreateVeth(new VethRequest { Name = "v0", Peer = new VethPeer { Name = "eth0", Namespace = gone } });
        gone.Dispose();
        Assert.Throws<ObjectDisposedException>(() => _netlink.Send(batch));
        Assert.Null(_netlink.GetLink("v0"));
    }

    private string ReadSysctl(string link, string key)
        => _host.Namespace.Run(() => InterfaceSysctl.Read(AddressFamily.InterNetwork, link, key));

    private IEnumerable<string> Names(LinkFilter filter) => _netlink.GetLinks(filter).Select(l => l.Name).Order();
}
