namespace ContainerNet.Netlink.Tests.Wire;

public sealed class TrafficRequestTests
{
    [Fact]
    public void Cake() => Golden.AssertRequest(
        batch => batch.ReplaceCake(
            new CakeRequest { LinkIndex = 5, BytesPerSecond = 1_250_000, BestEffort = true }), """
        44000000 2400 0505 44332211 00000000    // 68, RTM_NEWQDISC, REQUEST|ACK|REPLACE|CREATE
        00 00 0000 05000000 00000000 ffffffff 00000000 // struct tcmsg: index 5, no handle, TC_H_ROOT
        0800 0100 63616b65                      // TCA_KIND "cake"
        1800 0200                               // TCA_OPTIONS
        0c00 0200 d012130000000000              //   TCA_CAKE_BASE_RATE64 1250000
        0800 0300 03000000                      //   TCA_CAKE_DIFFSERV_MODE besteffort
        """);

    [Fact]
    public void Token_bucket() => Golden.AssertRequest(
        batch => batch.ReplaceTokenBucket(
            new TokenBucketRequest { LinkIndex = 5, BytesPerSecond = 1_250_000, Burst = 12_500, Limit = 75_000 }), """
        60000000 2400 0505 44332211 00000000    // 96, RTM_NEWQDISC, REQUEST|ACK|REPLACE|CREATE
        00 00 0000 05000000 00000000 ffffffff 00000000 // struct tcmsg: index 5, no handle, TC_H_ROOT
        0700 0100 746266 00                     // TCA_KIND "tbf"
        3400 0200                               // TCA_OPTIONS
        2800 0100 00 01 0000 0000 0000 d0121300 //   TCA_TBF_PARMS: Ethernet, 1250000
                  00 00 0000 0000 0000 00000000 //     no peak rate
                  f8240100 00000000 00000000    //     limit 75000
        0800 0600 d4300000                      //   TCA_TBF_BURST 12500
        """);

    [Fact]
    public void Token_bucket_beyond_32_bits() => Golden.AssertRequest(
        batch => batch.ReplaceTokenBucket(
            new TokenBucketRequest { LinkIndex = 5, BytesPerSecond = 5_000_000_000, Burst = 1, Limit = 2 }), """
        6c000000 2400 0505 44332211 00000000    // 108, RTM_NEWQDISC, REQUEST|ACK|REPLACE|CREATE
        00 00 0000 05000000 00000000 ffffffff 00000000 // struct tcmsg: index 5, no handle, TC_H_ROOT
        0700 0100 746266 00                     // TCA_KIND "tbf"
        4000 0200                               // TCA_OPTIONS
        2800 0100 00 01 0000 0000 0000 ffffffff //   TCA_TBF_PARMS: Ethernet, see TCA_TBF_RATE64
                  00 00 0000 0000 0000 00000000 //     no peak rate
                  02000000 00000000 00000000    //     limit 2
        0800 0600 01000000                      //   TCA_TBF_BURST 1
        0c00 0400 00f2052a01000000              //   TCA_TBF_RATE64
        """);

    [Fact]
    public void Ingress_and_no_longer()
    {
        const string message = "00 00 0000 05000000 0000ffff f1ffffff 00000000 0b00 0100 696e6772657373 00";
        Golden.AssertRequest(batch => batch.AddIngress(5), $"30000000 2400 0506 44332211 00000000 {message}");
        Golden.AssertRequest(batch => batch.DeleteIngress(5), $"30000000 2500 0500 44332211 00000000 {message}");
        Golden.AssertRequest(batch => batch.DeleteRootQdisc(5), """
            24000000 2500 0500 44332211 00000000    // 36, RTM_DELQDISC, REQUEST|ACK
            00 00 0000 05000000 00000000 ffffffff 00000000
            """);
    }

    [Fact]
    public void Redirect_by_u32() => Golden.AssertRequest(
        batch => batch.AddRedirect(new RedirectRequest
        {
            LinkIndex = 5,
            TargetIndex = 7,
            Preference = 0xc000,
            Classifier = MatchEverything.U32,
        }), """
        8c000000 2c00 0506 44332211 00000000    // 140, RTM_NEWTFILTER, REQUEST|ACK|EXCL|CREATE
        00 00 0000 05000000 00000000 f2ffffff 000300c0 // struct tcmsg: ffff:fff2, preference c000, ETH_P_ALL
        0700 0100 753332 00                     // TCA_KIND "u32"
        6000 0200                               // TCA_OPTIONS
        2400 0500 01 00 01 00 0000 0000 0000 0000 00000000 // TCA_U32_SEL: terminal, one key
                  00000000 00000000 00000000 00000000      //   that compares nothing
        3800 0700 3400 0100                     //   TCA_U32_ACT { 1 {
        0a00 0100 6d6972726564 0000             //     TCA_ACT_KIND "mirred"
        2400 0200 2000 0200                     //     TCA_ACT_OPTIONS { TCA_MIRRED_PARMS
        00000000 00000000 04000000 00000000 00000000 01000000 07000000 // stolen, egress redirect, link 7
        """);

    [Fact]
    public void Redirect_by_matchall_and_no_longer()
    {
        Golden.AssertRequest(
            batch => batch.AddRedirect(
                new RedirectRequest { LinkIndex = 5, TargetIndex = 7, Preference = 0xc000 }), """
            6c000000 2c00 0506 44332211 00000000    // 108, RTM_NEWTFILTER, REQUEST|ACK|EXCL|CREATE
            00 00 0000 05000000 00000000 f2ffffff 000300c0 // struct tcmsg: ffff:fff2, preference c000, ETH_P_ALL
            0c00 0100 6d61746368616c6c              // TCA_KIND "matchall"
            3c00 0200                               // TCA_OPTIONS
            3800 0200 3400 0100                     //   TCA_MATCHALL_ACT { 1 {
            0a00 0100 6d6972726564 0000             //     TCA_ACT_KIND "mirred"
            2400 0200 2000 0200                     //     TCA_ACT_OPTIONS { TCA_MIRRED_PARMS
            00000000 00000000 04000000 00000000 00000000 01000000 07000000 // stolen, egress redirect, link 7
            """);
        Golden.AssertRequest(batch => batch.DeleteIngressFilters(5, 0xc000), """
            24000000 2d00 0500 44332211 00000000    // 36, RTM_DELTFILTER, REQUEST|ACK
            00 00 0000 05000000 00000000 f2ffffff 000300c0
            """);
    }

    [Fact]
    public void What_cannot_be_asked_for_is_refused()
    {
        using var batch = new NetlinkBatch();
        Assert.Throws<ArgumentException>(
            () => batch.ReplaceCake(new CakeRequest { LinkIndex = 5, BytesPerSecond = 0 }));
        Assert.Throws<ArgumentException>(() => batch.AddIngress(0));
        Assert.Throws<ArgumentException>(() => batch.DeleteIngressFilters(5, 0));
        Assert.Equal(0, batch.Count);
    }
}
