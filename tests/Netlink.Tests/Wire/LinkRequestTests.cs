using System.Net.NetworkInformation;

namespace ContainerNet.Netlink.Tests.Wire;

public sealed class LinkRequestTests
{
    [Fact]
    public void Create_a_plain_veth() => Golden.AssertRequest(
        batch => batch.CreateVeth(new VethRequest { Name = "v0", Peer = new VethPeer { Name = "eth0" } }), """
        58000000 1000 0506 44332211 00000000    // 88, RTM_NEWLINK, REQUEST|ACK|EXCL|CREATE
        00 00 0000 00000000 00000000 00000000   // unspecified family, no index, no flags
        0700 0300 763000 00                     // IFLA_IFNAME "v0", NUL, padding
        3000 1200                               // IFLA_LINKINFO
        0800 0100 76657468                      //   IFLA_INFO_KIND "veth"
        2400 0200                               //   IFLA_INFO_DATA
        2000 0100                               //     VETH_INFO_PEER
        00 00 0000 00000000 00000000 00000000   //       struct ifinfomsg
        0900 0300 6574683000 000000             //       IFLA_IFNAME "eth0", NUL, padding
        """);

    [Fact]
    public void Create_a_veth_with_all_properties() => Golden.AssertRequest(
        batch => batch.CreateVeth(new VethRequest
        {
            Name = "v0",
            Index = 100,
            Up = true,
            Mac = PhysicalAddress.Parse("020000000001"),
            Mtu = 1400,
            Group = 7,
            Alias = "hi",
            TxQueues = 1,
            RxQueues = 2,
            MasterIndex = 9,
            NoAddrGen = true,
            Peer = new VethPeer
            {
                Name = "eth0",
                Index = 10,
                Mac = PhysicalAddress.Parse("020000000002"),
                Mtu = 1300,
                TxQueues = 3,
                RxQueues = 4,
            },
        }), """
        b0000000 1000 0506 44332211 00000000    // 176, RTM_NEWLINK, REQUEST|ACK|EXCL|CREATE
        00 00 0000 64000000 01000000 01000000   // unspecified family, index 100, IFF_UP of IFF_UP
        0700 0300 763000 00                     // IFLA_IFNAME "v0", NUL, padding
        0a00 0100 020000000001 0000             // IFLA_ADDRESS, padding
        0800 0400 78050000                      // IFLA_MTU 1400
        0800 1f00 01000000                      // IFLA_NUM_TX_QUEUES 1
        0800 2000 02000000                      // IFLA_NUM_RX_QUEUES 2
        0800 1b00 07000000                      // IFLA_GROUP 7
        0800 0a00 09000000                      // IFLA_MASTER 9
        5400 1200                               // IFLA_LINKINFO
        0800 0100 76657468                      //   IFLA_INFO_KIND "veth"
        4800 0200                               //   IFLA_INFO_DATA
        4400 0100                               //     VETH_INFO_PEER
        00 00 0000 0a000000 00000000 00000000   //       struct ifinfomsg, index 10, never up
        0900 0300 6574683000 000000             //       IFLA_IFNAME "eth0", NUL, padding
        0a00 0100 020000000002 0000             //       IFLA_ADDRESS, padding
        0800 0400 14050000                      //       IFLA_MTU 1300
        0800 1f00 03000000                      //       IFLA_NUM_TX_QUEUES 3
        0800 2000 04000000                      //       IFLA_NUM_RX_QUEUES 4

        38000000 1000 0500 44332211 00000000    // 56, RTM_NEWLINK, REQUEST|ACK, the same number
        00 00 0000 64000000 00000000 00000000   // unspecified family, index 100
        0600 1400 6869 0000                     // IFLA_IFALIAS "hi", padding
        1000 1a00 0c00 0a00 0500 0800 01 000000 // IFLA_AF_SPEC { AF_INET6 { ADDR_GEN_MODE none } }
        """);

    [Fact]
    public void Create_a_bridge_with_all_properties() => Golden.AssertRequest(
        batch => batch.CreateBridge(new BridgeRequest
        {
            Name = "b1",
            ForwardDelay = TimeSpan.Zero,
            VlanFiltering = true,
        }), """
        4c000000 1000 0506 44332211 00000000    // 76, RTM_NEWLINK, REQUEST|ACK|EXCL|CREATE
        00 00 0000 00000000 00000000 00000000   // unspecified family, no index, no flags
        0700 0300 623100 00                     // IFLA_IFNAME "b1", NUL, padding
        2400 1200                               // IFLA_LINKINFO
        0a00 0100 627269646765 0000             //   IFLA_INFO_KIND "bridge", padding
        1400 0200                               //   IFLA_INFO_DATA
        0800 0100 00000000                      //     IFLA_BR_FORWARD_DELAY 0
        0500 0700 01 000000                     //     IFLA_BR_VLAN_FILTERING on
        """);

    [Fact]
    public void Create_an_ifb() => Golden.AssertRequest(
        batch => batch.CreateIfb(new IfbRequest { Name = "i0", Index = 3, Up = true, TxQueues = 1 }), """
        3c000000 1000 0506 44332211 00000000    // 60, RTM_NEWLINK, REQUEST|ACK|EXCL|CREATE
        00 00 0000 03000000 01000000 01000000   // unspecified family, index 3, IFF_UP of IFF_UP
        0700 0300 693000 00                     // IFLA_IFNAME "i0", NUL, padding
        0800 1f00 01000000                      // IFLA_NUM_TX_QUEUES 1
        0c00 1200 0700 0100 696662 00           // IFLA_LINKINFO { IFLA_INFO_KIND "ifb" }
        """);

    [Fact]
    public void Change_all_properties() => Golden.AssertRequest(
        batch => batch.SetLink(new LinkChange
        {
            Index = 5,
            Up = false,
            NewName = "new",
            Mac = PhysicalAddress.Parse("020000000001"),
            Mtu = 1500,
            MasterIndex = 0,
            Alias = "",
            Group = 0,
            Ipv4Conf = new()
            {
                { Ipv4Setting.ProxyArp, 1 }, { Ipv4Setting.ReversePathFilter, 2 }, { Ipv4Setting.Forwarding, 0 },
            },
        }), """
        74000000 1000 0500 44332211 00000000    // 116, RTM_NEWLINK, REQUEST|ACK
        00 00 0000 05000000 00000000 01000000   // unspecified family, index 5, nothing of IFF_UP
        0800 0300 6e657700                      // IFLA_IFNAME "new", NUL
        0a00 0100 020000000001 0000             // IFLA_ADDRESS, padding
        0800 0400 dc050000                      // IFLA_MTU 1500
        0800 1b00 00000000                      // IFLA_GROUP 0
        0800 0a00 00000000                      // IFLA_MASTER none
        0400 1400                               // IFLA_IFALIAS, empty
        2400 1a00                               // IFLA_AF_SPEC
        2000 0200 1c00 0100                     //   AF_INET { IFLA_INET_CONF
        0800 0100 00000000                      //     IPV4_DEVCONF_FORWARDING 0
        0800 0300 01000000                      //     IPV4_DEVCONF_PROXY_ARP 1
        0800 0800 02000000                      //     IPV4_DEVCONF_RP_FILTER 2 }
        """);

    [Fact]
    public void Change_a_link_found_by_name() => Golden.AssertRequest(
        batch => batch.SetLink(new LinkChange { Name = "lo", Up = true }), """
        28000000 1000 0500 44332211 00000000    // 40, RTM_NEWLINK, REQUEST|ACK
        00 00 0000 00000000 01000000 01000000   // unspecified family, no index, IFF_UP of IFF_UP
        0700 0300 6c6f00 00                     // IFLA_IFNAME "lo", NUL, padding
        """);

    [Fact]
    public void Delete_by_index() => Golden.AssertRequest(batch => batch.DeleteLink(5), """
        20000000 1100 0500 44332211 00000000    // 32, RTM_DELLINK, REQUEST|ACK
        00 00 0000 05000000 00000000 00000000   // unspecified family, index 5
        """);

    [Fact]
    public void Delete_by_name() => Golden.AssertRequest(batch => batch.DeleteLink("v0"), """
        28000000 1100 0500 44332211 00000000    // 40, RTM_DELLINK, REQUEST|ACK
        00 00 0000 00000000 00000000 00000000   // unspecified family, no index
        0700 0300 763000 00                     // IFLA_IFNAME "v0", NUL, padding
        """);

    [Fact]
    public void Delete_by_group() => Golden.AssertRequest(batch => batch.DeleteLinkGroup(77), """
        28000000 1100 0500 44332211 00000000    // 40, RTM_DELLINK, REQUEST|ACK
        00 00 0000 00000000 00000000 00000000   // unspecified family, no index
        0800 1b00 4d000000                      // IFLA_GROUP 77
        """);

    [Fact]
    public void What_cannot_be_asked_for_is_refused_and_leaves_the_batch_as_it_was()
    {
        using var batch = new NetlinkBatch();
        var veth = new VethRequest { Name = "v0", Peer = new VethPeer { Name = "eth0" } };
        Assert.Throws<ArgumentException>(() => batch.CreateVeth(veth with { Name = "longer-than-15-b" }));
        Assert.Throws<ArgumentException>(() => batch.CreateVeth(veth with { Name = "" }));
        Assert.Throws<ArgumentException>(() => batch.CreateVeth(veth with { Alias = new string('é', 128) }));
        Assert.Throws<ArgumentException>(() => batch.CreateVeth(veth with { Peer = veth.Peer with { Index = 3 } }));
        Assert.Throws<ArgumentException>(() => batch.SetLink(default));
        Assert.Throws<ArgumentException>(() => batch.SetLink(new LinkChange { Name = "v0", NewName = "v1" }));
        Assert.Throws<ArgumentException>(() => batch.DeleteLink(""));
        Assert.Throws<ArgumentOutOfRangeException>(() => batch.DeleteLink(0));
        Assert.Equal(0, batch.Count);
        Assert.True(batch.Messages.IsEmpty);
        Assert.Empty(batch.FollowUps);
    }

    [Fact]
    public void The_largest_requests_fit_the_room_for_one()
    {
        var settings = new Ipv4Settings();
        foreach (Ipv4Setting setting in Enum.GetValues<Ipv4Setting>())
            settings.Add(setting, 1);
        using var batch = new NetlinkBatch();
        for (int round = 0; round < 100; round++)
        {
            batch.CreateVeth(new VethRequest
            {
                Name = "fifteen-bytes-x",
                Index = 1,
                Mac = new PhysicalAddress(new byte[32]),
                Mtu = 1,
                Group = 1,
                Alias = new string('x', 255),
                TxQueues = 1,
                RxQueues = 1,
                MasterIndex = 1,
                NoAddrGen = true,
                Ipv4 = settings,
                Peer = new VethPeer { Name = "fifteen-bytes-x", Mac = new PhysicalAddress(new byte[32]), Mtu = 1 },
            });
        }
        Assert.Equal(100, batch.Count);
        Assert.Equal(100, batch.FollowUps.Count);
    }

    [Fact]
    public void A_disposed_batch_cannot_be_filled()
    {
        var batch = new NetlinkBatch();
        batch.Dispose();
        batch.Dispose();
        Assert.Throws<ObjectDisposedException>(() => batch.DeleteLink(5));
    }
}
