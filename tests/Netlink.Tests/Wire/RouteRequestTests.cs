using System.Net;
using System.Net.Sockets;

namespace ContainerNet.Netlink.Tests.Wire;

public sealed class RouteRequestTests
{
    private static readonly RouteRequest ViaGateway = new()
    {
        Destination = IPAddress.Parse("1.2.3.0"),
        PrefixLength = 24,
        Via = IPAddress.Parse("10.0.0.9"),
        LinkIndex = 5,
    };

    [Fact]
    public void Add_with_all_properties() => Golden.AssertRequest(
        batch => batch.AddRoute(ViaGateway with
        {
            Source = IPAddress.Parse("10.0.0.2"),
            Metric = 7,
            OnLink = true,
            Table = 1000,
        }), """
        4c000000 1800 0506 44332211 00000000    // 76, RTM_NEWROUTE, REQUEST|ACK|EXCL|CREATE
        02 18 00 00 00 04 00 01 04000000        // AF_INET, /24, table below, static, universe, unicast, ONLINK
        0800 0100 01020300                      // RTA_DST
        0800 0500 0a000009                      // RTA_GATEWAY
        0800 0400 05000000                      // RTA_OIF
        0800 0700 0a000002                      // RTA_PREFSRC
        0800 0600 07000000                      // RTA_PRIORITY
        0800 0f00 e8030000                      // RTA_TABLE 1000
        """);

    [Fact]
    public void Add_on_the_link() => Golden.AssertRequest(
        batch => batch.AddRoute(ViaGateway with { Via = null }), """
        2c000000 1800 0506 44332211 00000000    // 44, RTM_NEWROUTE, REQUEST|ACK|EXCL|CREATE
        02 18 00 00 fe 04 fd 01 00000000        // AF_INET, /24, main, static, link, unicast
        0800 0100 01020300                      // RTA_DST
        0800 0400 05000000                      // RTA_OIF
        """);

    [Fact]
    public void Replace_the_ipv6_default() => Golden.AssertRequest(
        batch => batch.ReplaceRoute(new RouteRequest { Via = IPAddress.Parse("fe80::1"), LinkIndex = 5 }), """
        38000000 1800 0505 44332211 00000000    // 56, RTM_NEWROUTE, REQUEST|ACK|REPLACE|CREATE
        0a 00 00 00 fe 04 00 01 00000000        // AF_INET6, /0, main, static, universe, unicast
        1400 0500 fe800000000000000000000000000001 // RTA_GATEWAY
        0800 0400 05000000                      // RTA_OIF
        """);

    [Fact]
    public void Add_takes_protocol_scope_and_type_as_said() => Golden.AssertRequest(
        batch => batch.AddRoute(new RouteRequest
        {
            Protocol = RouteProtocol.Boot,
            Scope = RouteScope.Host,
            Type = RouteType.Blackhole,
            Table = 255,
        }), """
        1c000000 1800 0506 44332211 00000000    // 28, RTM_NEWROUTE, REQUEST|ACK|EXCL|CREATE
        02 00 00 00 ff 03 fe 06 00000000        // AF_INET, /0, local, boot, host, blackhole
        """);

    [Fact]
    public void Delete_matches_anything_not_said() => Golden.AssertRequest(
        batch => batch.DeleteRoute(ViaGateway with { Via = null }), """
        2c000000 1900 0500 44332211 00000000    // 44, RTM_DELROUTE, REQUEST|ACK
        02 18 00 00 fe 00 ff 00 00000000        // AF_INET, /24, main, any protocol, scope nowhere, any type
        0800 0100 01020300                      // RTA_DST
        0800 0400 05000000                      // RTA_OIF
        """);

    [Theory]
    [InlineData(RouteType.Local, RouteScope.Host)]
    [InlineData(RouteType.Unicast, RouteScope.Link)]
    [InlineData(RouteType.Blackhole, RouteScope.Universe)]
    public void The_scope_follows_from_the_type(RouteType type, RouteScope scope)
    {
        using var batch = new NetlinkBatch();
        batch.AddRoute(new RouteRequest { Type = type, LinkIndex = 5 });
        Assert.Equal((byte)scope, batch.Messages[16 + 6]);
        batch.Clear();
        batch.AddRoute(new RouteRequest { Type = type, LinkIndex = 5, Family = AddressFamily.InterNetworkV6 });
        Assert.Equal(0, batch.Messages[16 + 6]);
    }
}
