using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using System.Text.Json;

namespace ContainerNet.Netlink.Tests.Kernel;

public sealed class NeighbourTests
{
    [KernelFact]
    public void Neighbours_are_added_read_replaced_and_deleted()
    {
        using var host = new TestHost();
        using RouteNetlink netlink = host.Connect();
        using NetlinkBatch batch = netlink.CreateBatch();
        host.Ip("link", "add", "v0", "index", "100", "up", "type", "veth", "peer", "name", "v1", "index", "101");
        host.Ip("link", "set", "v1", "up");
        NeighbourRequest four = Request("10.0.0.2") with { Mac = PhysicalAddress.Parse("020000000001") };
        NeighbourRequest six = Request("fd00::2") with { Mac = PhysicalAddress.Parse("020000000002") };
        batch.AddNeighbour(in four);
        batch.AddNeighbour(in six);
        batch.AddNeighbour(in four);
        batch.ReplaceNeighbour(four with { Mac = PhysicalAddress.Parse("020000000003") });
        batch.AddNeighbour(Request("fd00::9") with { Proxy = true });
        batch.AddNeighbour(four with { LinkIndex = 101 });
        NetlinkFailure failure = Assert.Single(netlink.Send(batch));
        Assert.Equal((2, Errno.EEXIST), (failure.Index, failure.Error.Errno));
        Assert.Equal("add neighbour 10.0.0.2 on link 100", failure.Error.Operation);

        JsonElement shown = Assert.Single(
            host.IpJson("neigh", "show", "dev", "v0"), n => n.GetProperty("dst").GetString() == "10.0.0.2");
        Assert.Equal("02:00:00:00:00:03", shown.GetProperty("lladdr").GetString());
        Assert.Equal("PERMANENT", Assert.Single(shown.GetProperty("state").EnumerateArray()).GetString());
        Assert.Equal("fd00::9", Assert.Single(host.IpJson("neigh", "show", "proxy")).GetProperty("dst").GetString());

        Neighbour read = Assert.Single(netlink.GetNeighbours(AddressFamily.InterNetwork, 100));
        Assert.Equal(IPAddress.Parse("10.0.0.2"), read.Address);
        Assert.Equal(PhysicalAddress.Parse("020000000003"), read.Mac);
        Assert.Equal(NeighbourState.Permanent, read.State);
        Assert.Equal(2, netlink.GetNeighbours(AddressFamily.InterNetwork).Count);
        Assert.Contains(netlink.GetNeighbours(linkIndex: 100), n => n.Address.Equals(IPAddress.Parse("fd00::2")));

        batch.Clear();
        batch.DeleteNeighbour(in four);
        batch.DeleteNeighbour(in six);
        batch.DeleteNeighbour(Request("fd00::9") with { Proxy = true });
        netlink.Execute(batch);
        Assert.Empty(host.IpJson("neigh", "show", "proxy"));
    }

    private static NeighbourRequest Request(string address)
        => new() { LinkIndex = 100, Address = IPAddress.Parse(address) };
}
