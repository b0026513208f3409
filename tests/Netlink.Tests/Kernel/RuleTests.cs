using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace ContainerNet.Netlink.Tests.Kernel;

public sealed class RuleTests
{
    private const uint Place = 7100;

    [KernelFact]
    public void Rules_are_added_read_and_deleted()
    {
        using var host = new TestHost();
        using RouteNetlink netlink = host.Connect();
        using NetlinkBatch batch = netlink.CreateBatch();
        RuleRequest four = Request("192.0.2.10", 32, 7101) with { Protocol = (RouteProtocol)199 };
        RuleRequest six = Request("2001:db8::", 64, 100);
        batch.AddRule(in four);
        batch.AddRule(in six);
        batch.AddRule(in four);
        NetlinkFailure failure = Assert.Single(netlink.Send(batch));
        Assert.Equal((2, Errno.EEXIST), (failure.Index, failure.Error.Errno));
        Assert.Equal("add rule from 192.0.2.10/32 to table 7101", failure.Error.Operation);

        JsonElement shown = Assert.Single(
            host.IpJson("rule", "show"), r => r.GetProperty("priority").GetUInt32() == Place);
        Assert.Equal("192.0.2.10", shown.GetProperty("src").GetString());
        Assert.Equal("7101", shown.GetProperty("table").GetString());
        Assert.Equal("199", shown.GetProperty("protocol").GetString());

        RoutingRule read = Assert.Single(netlink.GetRules(AddressFamily.InterNetwork), r => r.Priority == Place);
        Assert.Equal(
            new RoutingRule
            {
                Family = AddressFamily.InterNetwork,
                Source = IPAddress.Parse("192.0.2.10"),
                SourceLength = 32,
                Table = 7101,
                Priority = Place,
                Protocol = (RouteProtocol)199,
                IsPlain = true,
            },
            read);
        read = Assert.Single(netlink.GetRules(AddressFamily.InterNetworkV6), r => r.Priority == Place);
        Assert.Equal(100u, read.Table);
        Assert.Equal(2, netlink.GetRules().Count(r => r.Priority == Place));

        batch.Clear();
        batch.DeleteRule(four with { Protocol = RouteProtocol.Unspecified });
        batch.DeleteRule(in six);
        batch.DeleteRule(in six);
        failure = Assert.Single(netlink.Send(batch));
        Assert.Equal((2, Errno.ENOENT), (failure.Index, failure.Error.Errno));
        Assert.DoesNotContain(netlink.GetRules(), r => r.Priority == Place);
    }

    [KernelFact]
    public void A_rule_that_looks_at_more_than_the_source_is_not_plain() => Assert.All(
        [
            "iif lo", "oif lo", "fwmark 7", "to 198.51.100.0/24", "tos 4", "ipproto tcp dport 80", "uidrange 0-7",
            "suppress_prefixlength 0",
        ],
        more =>
        {
            using var host = new TestHost();
            using RouteNetlink netlink = host.Connect();
            host.Ip($"rule add from 192.0.2.10 {more} lookup 7101 pref {Place}".Split(' '));
            Assert.False(Assert.Single(netlink.GetRules(), r => r.Priority == Place).IsPlain);
        });

    private static RuleRequest Request(string source, int length, uint table) => new()
    {
        Source = IPAddress.Parse(source),
        SourceLength = length,
        Table = table,
        Priority = Place,
    };
}
