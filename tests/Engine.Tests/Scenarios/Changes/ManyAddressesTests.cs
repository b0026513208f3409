namespace ContainerNet.Engine.Tests.Scenarios.Changes;

/// <summary>Ten thousand addresses in one call are one transaction.</summary>
public sealed class ManyAddressesTests
{
    // 10.A.B.C from 1 to 10000, none of them the edge of a network: they are /32.
    private static IEnumerable<string> Addresses =>
        Enumerable.Range(1, 10_000).Select(i => $"10.{1 + (i >> 14)}.{(i >> 7) & 127}.{1 + (i & 127)}/32");

    [RootFact]
    public void Ten_thousand_addresses_are_one_lock_one_write_and_few_datagrams()
    {
        using var host = new TestHost();
        string c = host.NewRouted("172.30.0.0/30");
        (Tool child, Trace trace) = Trace.Of(host, AddAll, c);

        Assert.Equal("", child.Error);
        Assert.Equal(1, trace.Locks);
        Assert.Equal(1, trace.StoreWrites(c));

        // 128 requests a datagram, for the addresses and for their routes; and a few questions.
        Assert.InRange(trace.NetlinkDatagrams, 2 * 10_000 / 128, (2 * 10_000 / 128) + 20);
        Assert.Empty(trace.Processes.Skip(1));
        Assert.Equal(10_001, KernelState.Addresses(host, "eth0", c).Count());
        Assert.Equal(
            10_000, KernelState.Routes(host).Count(r => r.Contains(" via 172.30.0.2 ", StringComparison.Ordinal)));
        Assert.True(host.Answers("10.1.78.17"));
    }

    [RootFact]
    public void Bad_addresses_among_ten_thousand_are_an_error_each_and_the_rest_goes_in_and_out_again()
    {
        using var host = new TestHost();
        string c = host.NewRouted("172.30.0.0/30");
        host.IpDo("link add other type bridge");
        host.IpDo("link set other up");
        host.IpDo("route add 10.99.0.1/32 dev other");
        string[] addresses = [.. Addresses];
        IEnumerable<string> all = [.. addresses[..5000], "10.99.0.1/32", "127.0.0.1", .. addresses[5000..]];
        CtOutcome[] outcomes = [.. host.Try(Wish.AddIps(c, "eth0", all)).Where(o => o.Error is not null)];

        Assert.Equal(
            ["10.99.0.1/32 ResourceExists", "127.0.0.1/32 InvalidAddress"],
            outcomes.Select(o => $"{((AddIp)o.Change).Address} {o.Error!.ErrorId}"));
        Assert.Equal(10_000, host.Ips(c, "eth0").Length);
        Assert.Equal(10_001, KernelState.Addresses(host, "eth0", c).Count());

        host.RemoveAllIps(c, "eth0");
        Assert.Equal(["172.30.0.2/30"], KernelState.Addresses(host, "eth0", c));
        Assert.DoesNotContain(KernelState.Routes(host), r => r.Contains(" via 172.30.0.2 ", StringComparison.Ordinal));
    }

    private static void AddAll(EngineSession session, string[] arguments) =>
        session.AddIps(arguments[0], "eth0", Addresses);
}
