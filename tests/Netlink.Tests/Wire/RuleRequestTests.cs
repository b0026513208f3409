using System.Net;

namespace ContainerNet.Netlink.Tests.Wire;

public sealed class RuleRequestTests
{
    private static readonly RuleRequest FromAddress = new()
    {
        Source = IPAddress.Parse("192.0.2.10"),
        SourceLength = 32,
        Table = 7101,
        Priority = 7100,
        Protocol = (RouteProtocol)199,
    };

    [Fact]
    public void A_rule_to_a_table_beyond_255() => Golden.AssertRequest(batch => batch.AddRule(FromAddress), """
        3c000000 2000 0506 44332211 00000000    // 60, RTM_NEWRULE, REQUEST|ACK|EXCL|CREATE
        02 00 20 00 00 00 00 01 00000000        // AF_INET, from /32, table below, FR_ACT_TO_TBL
        0800 0200 c000020a                      // FRA_SRC
        0800 0600 bc1b0000                      // FRA_PRIORITY
        0800 0f00 bd1b0000                      // FRA_TABLE
        0500 1500 c7 000000                     // FRA_PROTOCOL
        """);

    [Fact]
    public void A_deletion_of_whoever_made_it() => Golden.AssertRequest(
        batch => batch.DeleteRule(FromAddress with
        {
            Source = IPAddress.Parse("2001:db8::"),
            SourceLength = 64,
            Table = 100,
            Protocol = RouteProtocol.Unspecified,
        }), """
        38000000 2100 0500 44332211 00000000    // 56, RTM_DELRULE, REQUEST|ACK
        0a 00 40 00 64 00 00 01 00000000        // AF_INET6, from /64, table 100, FR_ACT_TO_TBL
        1400 0200 20010db8000000000000000000000000 // FRA_SRC
        0800 0600 bc1b0000                      // FRA_PRIORITY
        """);

    [Fact]
    public void A_rule_without_a_table_is_a_mistake_of_the_caller()
    {
        using var batch = new NetlinkBatch();
        Assert.Throws<ArgumentException>(() => batch.AddRule(FromAddress with { Table = 0 }));
        Assert.Throws<ArgumentException>(() => batch.AddRule(FromAddress with { SourceLength = 33 }));
    }
}
