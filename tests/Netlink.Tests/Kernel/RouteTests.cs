using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace ContainerNet.Netlink.Tests.Kernel;

public sealed class RouteTests : IDisposable
{
    /// <summary>RT_TABLE_LOCAL of linux/rtnetlink.h.</summary>
    private const uint LocalTable = 255;

    private readonly TestHost _host = new();
    private readonly RouteNetlink _netlink;
    private readonly NetlinkBatch _batch;

    public RouteTests()
    {
        _netlink = _host.Connect();
        _batch = _netlink.CreateBatch();
        _host.Ip("link", "add", "v0", "index", "100", "type", "veth", "peer", "name", "v1", "index", "101");
        _host.Ip("link", "set", "v0", "up");
        _host.Ip("link", "set", "v1", "up");
        _host.Ip("address", "add", "10.0.0.1/24", "dev", "v0");
        _host.Ip("address", "add", "fd00::1/64", "dev", "v0", "nodad");
    }

    public void Dispose()
    {
        _batch.Dispose();
        _netlink.Dispose();
        _host.Dispose();
    }

    [KernelFact]
    public void Routes_are_added_as_ip_adds_them()
    {
        _batch.AddRoute(Request("1.2.3.4", 32) with { Via = IPAddress.Parse("10.0.0.2"), LinkIndex = 100 });
        _batch.AddRoute(Request("1.2.4.0", 24) with { LinkIndex = 100, Metric = 50 });
        _batch.AddRoute(new RouteRequest { Via = IPAddress.Parse("10.0.0.2"), Source = IPAddress.Parse("10.0.0.1") });
        _batch.AddRoute(Request("1.2.5.0", 24) with
        {
            Via = IPAddress.Parse("192.0.2.1"),
            LinkIndex = 100,
            OnLink = true,
            Protocol = RouteProtocol.Boot,
        });
        _batch.AddRoute(Request("1.2.6.0", 24) with { Type = RouteType.Blackhole });
        _batch.AddRoute(Request("1.2.7.0", 24) with { LinkIndex = 100, Table = 1000 });
        _batch.AddRoute(Request("2001:db8::", 32) with { Via = IPAddress.Parse("fd00::2"), LinkIndex = 100 });
        _batch.AddRoute(new RouteRequest { Family = AddressFamily.InterNetworkV6, LinkIndex = 100 });
        _netlink.Execute(_batch);

        JsonElement[] main = _host.IpJson("route", "show");
        AssertJson(
            """
            {"type":"unicast","dst":"1.2.3.4","gateway":"10.0.0.2","dev":"v0","protocol":"static",
            "scope":"global","flags":[]}
            """,
            Of(main, "1.2.3.4"));
        AssertJson(
            """
            {"type":"unicast","dst":"1.2.4.0/24","dev":"v0","protocol":"static","scope":"link","metric":50,
            "flags":[]}
            """,
            Of(main, "1.2.4.0/24"));
        AssertJson(
            """
            {"type":"unicast","dst":"default","gateway":"10.0.0.2","dev":"v0","protocol":"static",
            "scope":"global","prefsrc":"10.0.0.1","flags":[]}
            """,
            Of(main, "default"));
        AssertJson(
            """
            {"type":"unicast","dst":"1.2.5.0/24","gateway":"192.0.2.1","dev":"v0","protocol":"boot",
            "scope":"global","flags":["onlink"]}
            """,
            Of(main, "1.2.5.0/24"));
        Assert.Equal("blackhole", Of(main, "1.2.6.0/24").GetProperty("type").GetString());
        Assert.Equal("1.2.7.0/24", Assert.Single(_host.IpJson("route", "show", "table", "1000"))
            .GetProperty("dst").GetString());
        JsonElement[] six = _host.IpJson("-6", "route", "show");
        Assert.Equal("fd00::2", Of(six, "2001:db8::/32").GetProperty("gateway").GetString());
        Assert.Equal("v0", Of(six, "default").GetProperty("dev").GetString());
    }

    [KernelFact]
    public void Routes_are_read_as_the_kernel_has_them()
    {
        _host.Ip("route", "add", "1.2.3.0/24", "via", "10.0.0.2", "dev", "v0", "src", "10.0.0.1", "metric", "7",
            "mtu", "1234", "proto", "dhcp", "onlink");
        _host.Ip("route", "add", "default", "via", "10.0.0.2");
        _host.Ip("route", "add", "unreachable", "9.9.9.0/24", "table", "5000");
        _host.Ip("-6", "route", "add", "default", "via", "fd00::2", "dev", "v0", "metric", "99");
        Route route = Assert.Single(Main(AddressFamily.InterNetwork), r => r.Metric == 7);
        Assert.Equal(
            new Route
            {
                Family = AddressFamily.InterNetwork,
                Destination = IPAddress.Parse("1.2.3.0"),
                PrefixLength = 24,
                Via = IPAddress.Parse("10.0.0.2"),
                LinkIndex = 100,
                Source = IPAddress.Parse("10.0.0.1"),
                Metric = 7,
                Table = Route.MainTable,
                Protocol = RouteProtocol.Dhcp,
                Scope = RouteScope.Universe,
                Type = RouteType.Unicast,
                IsOnLink = true,
            },
            route);
        Assert.Single(Main(AddressFamily.InterNetwork), r => r.Destination is null && r.PrefixLength == 0);
        Assert.Single(Main(AddressFamily.InterNetworkV6), r => r.Destination is null && r.Metric == 99);
        Route far = Assert.Single(_netlink.GetRoutes(new RouteFilter { Table = 5000 }));
        Assert.Equal((5000u, RouteType.Unreachable, "9.9.9.0"), (far.Table, far.Type, far.Destination!.ToString()));
    }

    [KernelFact]
    public void A_multipath_route_is_read_by_its_first_hop_and_a_gateway_of_the_other_family_as_it_is()
    {
        _host.Ip("route", "add", "1.2.3.0/24",
            "nexthop", "via", "10.0.0.2", "weight", "3", "nexthop", "via", "10.0.0.3", "dev", "v0", "onlink");
        _host.Ip("route", "add", "1.2.4.0/24", "via", "inet6", "fd00::2", "dev", "v0");
        Route route = Assert.Single(Main(AddressFamily.InterNetwork), r => "1.2.3.0" == r.Destination?.ToString());
        Assert.Equal((100, IPAddress.Parse("10.0.0.2"), false), (route.LinkIndex, route.Via, route.IsOnLink));
        Assert.Single(Main(AddressFamily.InterNetwork), r => IPAddress.Parse("fd00::2").Equals(r.Via));
    }

    [KernelFact]
    public void Dumps_are_filtered_by_the_kernel()
    {
        _host.Ip("address", "add", "10.5.0.1/24", "dev", "v1");
        _host.Ip("route", "add", "1.2.3.0/24", "dev", "v1", "proto", "static");
        Assert.Equal(["1.2.3.0"], Shown(new() { Protocol = RouteProtocol.Static }));
        Assert.Equal(
            ["10.5.0.0", "1.2.3.0"],
            Shown(new() { Family = AddressFamily.InterNetwork, OutputLink = 101, Table = Route.MainTable })
                .OrderDescending());
        Assert.All(
            _netlink.GetRoutes(new RouteFilter { Type = RouteType.Local }),
            route => Assert.Equal(RouteType.Local, route.Type));

        // The kernel enters the local routes of IPv6 addresses in deferred work.
        Assert.True(SpinWait.SpinUntil(
            () => Shown(new() { Type = RouteType.Local, Family = AddressFamily.InterNetworkV6 }).Any(),
            TimeSpan.FromMinutes(1)));
        Assert.Empty(Shown(new() { Table = 4711 }));
        Assert.Contains(_netlink.GetRoutes(), route => route is { Table: LocalTable });
        Assert.Contains(_netlink.GetRoutes(), route => route.Family == AddressFamily.InterNetworkV6);
        NetlinkException error = Assert.Throws<NetlinkException>(
            () => _netlink.GetRoutes(new RouteFilter { OutputLink = 4711 }));
        Assert.Equal(Errno.ENODEV, error.Errno);
    }

    [KernelFact]
    public void Routes_are_replaced_and_deleted()
    {
        RouteRequest request = Request("1.2.3.0", 24) with { Via = IPAddress.Parse("10.0.0.2") };
        _batch.AddRoute(in request);
        _batch.AddRoute(in request);
        _batch.ReplaceRoute(request with { Via = IPAddress.Parse("10.0.0.3") });
        _batch.AddRoute(request with { Via = IPAddress.Parse("10.0.0.4"), Metric = 5 });
        _batch.DeleteRoute(Request("5.5.5.5", 32));
        IReadOnlyList<NetlinkFailure> failures = _netlink.Send(_batch);
        Assert.Equal([1, 4], failures.Select(f => f.Index));
        Assert.Equal([Errno.EEXIST, Errno.ESRCH], failures.Select(f => f.Error.Errno));
        Assert.Equal("add route 1.2.3.0/24 via 10.0.0.2", failures[0].Error.Operation);
        Assert.Equal(
            ["10.0.0.3", "10.0.0.4"],
            Main(AddressFamily.InterNetwork).Where(r => r.PrefixLength == 24 && r.Via is not null)
                .Select(r => r.Via!.ToString()));
        _batch.Clear();
        _batch.DeleteRoute(Request("1.2.3.0", 24) with { Via = IPAddress.Parse("10.0.0.4") });
        _batch.DeleteRoute(Request("1.2.3.0", 24));
        _netlink.Execute(_batch);
        Assert.DoesNotContain(Main(AddressFamily.InterNetwork), r => r.Via is not null);
    }

    [KernelFact]
    public void The_kernel_explains_a_refusal()
    {
        _batch.AddRoute(Request("1.2.3.4", 32) with { Via = IPAddress.Parse("192.0.2.1") });
        _batch.AddRoute(Request("1.2.3.4", 24) with { LinkIndex = 100 });
        _batch.AddRoute(Request("2001:db8::", 32) with { Via = IPAddress.Parse("fe80::1") });
        IReadOnlyList<NetlinkFailure> failures = _netlink.Send(_batch);
        Assert.Equal(Errno.ENETUNREACH, failures[0].Error.Errno);
        Assert.Equal("Nexthop has invalid gateway", failures[0].Error.KernelMessage);
        Assert.Contains("kernel: 'Nexthop has invalid gateway'", failures[0].Error.Message, StringComparison.Ordinal);
        Assert.Equal("Invalid prefix for given prefix length", failures[1].Error.KernelMessage);
        Assert.Equal(3, failures.Count);
        Assert.NotNull(failures[2].Error.KernelMessage);
    }

    [KernelFact]
    public void Requests_of_mixed_families_are_refused()
    {
        Assert.Throws<ArgumentException>(
            () => _batch.AddRoute(Request("1.2.3.4", 32) with { Via = IPAddress.IPv6Loopback }));
        Assert.Throws<ArgumentException>(
            () => _batch.AddRoute(Request("1.2.3.4", 32) with { Family = AddressFamily.InterNetworkV6 }));
        Assert.Throws<ArgumentException>(() => _batch.AddRoute(new RouteRequest { PrefixLength = 8, LinkIndex = 1 }));
        Assert.Throws<ArgumentException>(() => _batch.AddRoute(Request("1.2.3.4", 33)));
        Assert.Equal(0, _batch.Count);
    }

    private static RouteRequest Request(string destination, int prefix)
        => new() { Destination = IPAddress.Parse(destination), PrefixLength = prefix };

    private static JsonElement Of(JsonElement[] shown, string destination)
        => Assert.Single(shown, r => r.GetProperty("dst").GetString() == destination);

    private static void AssertJson(string expected, JsonElement actual)
        => Assert.Equal(expected.ReplaceLineEndings(""), JsonSerializer.Serialize(actual));

    private IReadOnlyList<Route> Main(AddressFamily family)
        => _netlink.GetRoutes(new RouteFilter { Family = family, Table = Route.MainTable });

    private IEnumerable<string?> Shown(RouteFilter filter)
        => _netlink.GetRoutes(in filter).Select(r => r.Destination?.ToString());
}
