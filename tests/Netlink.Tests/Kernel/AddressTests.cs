using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace ContainerNet.Netlink.Tests.Kernel;

public sealed class AddressTests : IDisposable
{
    private readonly TestHost _host = new();
    private readonly RouteNetlink _netlink;
    private readonly NetlinkBatch _batch;

    public AddressTests()
    {
        _netlink = _host.Connect();
        _batch = _netlink.CreateBatch();
        _host.Ip("link", "add", "v0", "index", "100", "type", "veth", "peer", "name", "v1");
    }

    public void Dispose()
    {
        _batch.Dispose();
        _netlink.Dispose();
        _host.Dispose();
    }

    [KernelFact]
    public void Addresses_are_added_as_ip_adds_them()
    {
        _batch.AddAddress(Request("10.0.0.2", 24));
        _batch.AddAddress(Request("127.1.0.1", 8));
        _batch.AddAddress(Request("fd00::2", 64) with { NoDad = true });
        _netlink.Execute(_batch);

        JsonElement[] shown = [.. Assert.Single(_host.IpJson("address", "show", "v0"))
            .GetProperty("addr_info").EnumerateArray()];
        JsonElement plain = Of(shown, "10.0.0.2");
        Assert.Equal(24, plain.GetProperty("prefixlen").GetInt32());
        Assert.Equal("global", plain.GetProperty("scope").GetString());
        Assert.False(plain.TryGetProperty("broadcast", out _));
        Assert.Equal("host", Of(shown, "127.1.0.1").GetProperty("scope").GetString());
        Assert.True(Of(shown, "fd00::2").GetProperty("nodad").GetBoolean());
    }

    [KernelFact]
    public void Addresses_are_read_as_the_kernel_has_them()
    {
        _host.Ip("address", "add", "10.0.0.2/24", "brd", "10.0.0.255", "dev", "v0", "label", "v0:a");
        _host.Ip("address", "add", "10.0.0.3/24", "dev", "v0", "noprefixroute");
        _host.Ip("address", "add", "10.9.0.1", "peer", "10.9.0.2/32", "dev", "v0", "scope", "link");
        _host.Ip("address", "add", "fd00::2/64", "dev", "v0", "valid_lft", "500", "preferred_lft", "400");
        _host.Ip("address", "add", "fd00::9", "peer", "fd00::8/128", "dev", "v0", "nodad");
        IReadOnlyList<InterfaceAddress> all = _netlink.GetAddresses(linkIndex: 100);
        Assert.Equal(5, all.Count);
        Assert.All(all, address => Assert.Equal(100, address.LinkIndex));

        InterfaceAddress first = Of(all, "10.0.0.2");
        Assert.Equal((24, AddressScope.Global), (first.PrefixLength, first.Scope));
        Assert.Equal(AddressFlags.Permanent, first.Flags);
        Assert.True(Of(all, "10.0.0.3").Flags.HasFlag(AddressFlags.Permanent));
        Assert.Equal((32, AddressScope.Link), (Of(all, "10.9.0.1").PrefixLength, Of(all, "10.9.0.1").Scope));
        Assert.False(Of(all, "fd00::2").Flags.HasFlag(AddressFlags.Permanent));
        Assert.True(Of(all, "fd00::2").Flags.HasFlag(AddressFlags.Tentative));
        InterfaceAddress last = Of(all, "fd00::9");
        Assert.Equal((128, AddressFlags.Permanent | AddressFlags.NoDad), (last.PrefixLength, last.Flags));
    }

    [KernelFact]
    public void Dumps_are_filtered_by_family_and_link()
    {
        _host.Ip("link", "set", "lo", "up");
        _host.Ip("address", "add", "10.0.0.2/24", "dev", "v0");
        _host.Ip("address", "add", "fd00::2/64", "dev", "v0");
        Assert.Equal(["127.0.0.1", "10.0.0.2", "::1", "fd00::2"], Shown(AddressFamily.Unspecified, 0));
        Assert.Equal(["127.0.0.1", "10.0.0.2"], Shown(AddressFamily.InterNetwork, 0));
        Assert.Equal(["::1", "fd00::2"], Shown(AddressFamily.InterNetworkV6, 0));
        Assert.Equal(["10.0.0.2", "fd00::2"], Shown(AddressFamily.Unspecified, 100));
        Assert.Equal(["fd00::2"], Shown(AddressFamily.InterNetworkV6, 100));
        NetlinkException error = Assert.Throws<NetlinkException>(() => _netlink.GetAddresses(linkIndex: 9999));
        Assert.Equal(Errno.ENODEV, error.Errno);
        Assert.Equal(4, _netlink.GetAddresses().Count);
    }

    [KernelFact]
    public void Failures_say_what_was_tried_and_why()
    {
        _batch.AddAddress(Request("10.0.0.2", 24));
        _batch.AddAddress(Request("10.0.0.2", 24));
        _batch.DeleteAddress(Request("10.0.0.9", 24));
        _batch.AddAddress(Request("10.0.0.3", 24) with { LinkIndex = 4242 });
        _batch.AddAddress(Request("fd00::1", 64) with { NoDad = true });
        IReadOnlyList<NetlinkFailure> failures = _netlink.Send(_batch);
        Assert.Equal([1, 2, 3], failures.Select(f => f.Index));
        Assert.Equal([Errno.EEXIST, Errno.EADDRNOTAVAIL, Errno.ENODEV], failures.Select(f => f.Error.Errno));
        Assert.Equal("add address 10.0.0.2/24 to link 100", failures[0].Error.Operation);
        Assert.Equal("delete address 10.0.0.9/24 from link 100", failures[1].Error.Operation);
        Assert.StartsWith("File exists (EEXIST", failures[0].Error.Reason, StringComparison.Ordinal);
        Assert.StartsWith(
            "Cannot add address 10.0.0.2/24 to link 100: File exists (EEXIST",
            failures[0].Error.Message,
            StringComparison.Ordinal);
        Assert.Equal(["10.0.0.2", "fd00::1"], Shown(AddressFamily.Unspecified, 100));
        Assert.Equal(Errno.EEXIST, Assert.Throws<NetlinkException>(() => _netlink.Execute(_batch)).Errno);
    }

    [KernelFact]
    public void Addresses_are_deleted()
    {
        _batch.AddAddress(Request("10.0.0.2", 24));
        _batch.AddAddress(Request("10.0.0.3", 32));
        _batch.AddAddress(Request("fd00::2", 64));
        _netlink.Execute(_batch);
        _batch.Clear();
        _batch.DeleteAddress(Request("10.0.0.2", 24));
        _batch.DeleteAddress(Request("fd00::2", 64));
        _netlink.Execute(_batch);
        Assert.Equal(["10.0.0.3"], Shown(AddressFamily.Unspecified, 100));
    }

    [KernelFact]
    public void A_request_that_cannot_be_is_refused_and_leaves_the_batch_as_it_was()
    {
        Assert.Throws<ArgumentException>(() => _batch.AddAddress(Request("10.0.0.2", 33)));
        Assert.Throws<ArgumentException>(() => _batch.AddAddress(Request("10.0.0.2", -1)));
        Assert.Throws<ArgumentException>(() => _batch.AddAddress(Request("10.0.0.2", 24) with { LinkIndex = 0 }));
        Assert.Equal(0, _batch.Count);
        Assert.Empty(_netlink.Send(_batch));
        Assert.Equal(0, _netlink.Counters.DatagramsSent);
    }

    private static AddressRequest Request(string address, int prefix)
        => new() { LinkIndex = 100, Address = IPAddress.Parse(address), PrefixLength = prefix };

    private static JsonElement Of(JsonElement[] shown, string address)
        => Assert.Single(shown, a => a.GetProperty("local").GetString() == address);

    private static InterfaceAddress Of(IReadOnlyList<InterfaceAddress> all, string address)
        => Assert.Single(all, a => a.Address.Equals(IPAddress.Parse(address)));

    private IEnumerable<string> Shown(AddressFamily family, int link)
        => _netlink.GetAddresses(family, link).Select(a => a.Address.ToString());
}
