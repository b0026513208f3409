using ContainerNet.Engine.Kernel.Plan;
using ContainerNet.Engine.Model;

namespace ContainerNet.Engine.Tests.Shaping;

/// <summary>The steps, in the words of ip and tc.</summary>
public sealed class RatePlanTests
{
    private const string Tbf10 = "root tbf rate 10mbit burst 12500b limit 75000b";

    [Fact]
    public void A_limit_of_what_is_received_is_one_discipline() => Assert.Equal(
        [$"tc qdisc replace dev veth0 root cake bandwidth 10mbit || tc qdisc replace dev veth0 {Tbf10}"],
        Words(Limits(null, null), Limits(null, "10mbit")));

    [Fact]
    public void A_limit_of_what_is_sent_goes_through_an_ifb() => Assert.Equal(
        [
            "ip link add ifbveth0 type ifb",
            "ip link set dev ifbveth0 alias \"containernet c1/eth0\"",
            "tc qdisc replace dev ifbveth0 root cake bandwidth 10mbit besteffort"
                + $" || tc qdisc replace dev ifbveth0 {Tbf10}",
            "ip link set dev ifbveth0 up",
            "tc qdisc add dev veth0 ingress",
            "tc filter add dev veth0 ingress pref 49152 protocol all matchall"
                + " action mirred egress redirect dev ifbveth0"
                + " || tc filter add dev veth0 ingress pref 49152 protocol all u32 match u32 0 0"
                + " action mirred egress redirect dev ifbveth0",
        ],
        Words(Limits(null, null), Limits("10mbit", null)));

    [Fact]
    public void Another_limit_takes_the_place_of_the_former() => Assert.Equal(
        ["tc qdisc replace dev veth0", "tc qdisc replace dev ifbveth0"],
        Words(Limits("10mbit", "10mbit"), Limits("1gbit", "1gbit")).Select(w => w.Split(" root")[0]));

    [Fact]
    public void Without_a_limit_all_of_it_goes() => Assert.Equal(
        [
            "tc qdisc del dev veth0 root",
            "tc filter del dev veth0 ingress pref 49152 protocol all",
            "tc qdisc del dev veth0 ingress",
            "ip link del dev ifbveth0",
        ],
        Words(Limits("10mbit", "10mbit"), Limits(null, null)));

    [Fact]
    public void Equal_limits_are_no_step() => Assert.Empty(Words(Limits("10m", "1g"), Limits("10mbit", "1gbit")));

    [Theory]
    [InlineData("10mbit", 1500, 1_250_000, 12_500, 75_000)]
    [InlineData("64kbit", 1500, 8_000, 8_192, 14_336)]
    [InlineData("10mbit", 65521, 1_250_000, 131_114, 393_342)]
    [InlineData("1", 1500, 1, 8_192, 14_336)]
    public void Buckets(string rate, int mtu, ulong bytes, uint burst, uint limit) =>
        Assert.Equal(new TokenBucket(bytes, burst, limit), TokenBucket.Of(BitRate.Parse(rate), mtu));

    [Fact]
    public void The_greatest_rate_fits()
    {
        var bucket = TokenBucket.Of(new BitRate(ulong.MaxValue), 1500);
        Assert.Equal((1u << 30, 2u << 30), (bucket.Burst, bucket.Limit));
    }

    [Theory]
    [InlineData("vethabcdefgh", "ifbvethabcdefgh")]
    [InlineData("mine0", "ifbmine0")]
    public void Names_of_ifbs(string veth, string ifb) => Assert.Equal(ifb, IfbName.Of(veth));

    [Fact]
    public void The_name_of_an_ifb_has_15_bytes_at_most()
    {
        Assert.Equal(15, IfbName.Of("veth-of-a-user1").Length);
        Assert.NotEqual(IfbName.Of("veth-of-a-user1"), IfbName.Of("veth-of-a-user2"));
    }

    private static IEnumerable<string> Words(InterfaceState from, InterfaceState to) =>
        Planner.Change([from], [to]).Select(op => op is TrafficOp traffic
            ? string.Join(" || ", traffic.Alternatives.Select(a => $"tc {a}"))
            : $"ip {((IpOp)op).ToIp()}");

    private static InterfaceState Limits(string? maxTx, string? maxRx) => new()
    {
        Type = CtNetIfType.Routed,
        Alias = LinkAlias.Of("c1", "eth0"),
        Host = new LinkState { Name = "veth0" },
        Container = new LinkState { Name = "eth0" },
        MaxTx = BitRate.Parse(maxTx ?? "unlimited"),
        MaxRx = BitRate.Parse(maxRx ?? "unlimited"),
    };
}
