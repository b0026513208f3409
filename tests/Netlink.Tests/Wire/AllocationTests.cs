using System.Net;
using ContainerNet.Netlink.Protocol;

namespace ContainerNet.Netlink.Tests.Wire;

public sealed class AllocationTests
{
    private const int Requests = 5000;

    private static readonly IPAddress Four = IPAddress.Parse("10.0.0.2");
    private static readonly IPAddress Six = IPAddress.Parse("fd00::2");

    [Fact]
    public void A_request_allocates_nothing_once_the_buffer_has_grown()
    {
        using var batch = new NetlinkBatch();
        Fill(batch);
        batch.Clear();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Fill(batch);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void Cutting_a_batch_into_datagrams_allocates_nothing()
    {
        using var batch = new NetlinkBatch();
        Fill(batch);
        int datagrams = Cut(batch);
        long before = GC.GetAllocatedBytesForCurrentThread();
        int again = Cut(batch);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(datagrams, again);
    }

    private static int Cut(NetlinkBatch batch)
    {
        int datagrams = 0;
        var cursor = new BatchCursor(batch.Messages, batch.FollowUps, 1);
        while (cursor.MoveNext(lastFailed: false))
            datagrams++;
        return datagrams;
    }

    private static void Fill(NetlinkBatch batch)
    {
        for (int number = 0; number < Requests; number++)
        {
            batch.AddAddress(new AddressRequest { LinkIndex = 5, Address = Four, PrefixLength = 32 });
            batch.DeleteAddress(new AddressRequest { LinkIndex = 5, Address = Six, PrefixLength = 64 });
            batch.AddRoute(new RouteRequest { Destination = Six, PrefixLength = 128, Via = Six, LinkIndex = 5 });
            batch.DeleteRoute(new RouteRequest { Destination = Four, PrefixLength = 32, Source = Four, Metric = 7 });
            batch.AddRule(new RuleRequest { Source = Four, SourceLength = 32, Table = 7101, Priority = 7100 });
            batch.AddNeighbour(new NeighbourRequest { LinkIndex = 5, Address = Four });
            batch.CreateVeth(new VethRequest
            {
                Name = "v0",
                Alias = "alias",
                NoAddrGen = true,
                Peer = new VethPeer { Name = "eth0" },
            });
            batch.SetLink(new LinkChange
            {
                Index = 5,
                Up = true,
                Ipv4Conf = new()
                {
                    { Ipv4Setting.ReversePathFilter, 0 }, { Ipv4Setting.Forwarding, 1 }, { Ipv4Setting.ProxyArp, 1 },
                },
            });
            batch.DeleteLink("v0");
        }
    }
}
