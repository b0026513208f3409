using System.Globalization;

namespace ContainerNet.Tests.Changes;

/// <summary>
/// Ten thousand addresses in a pipeline are one transaction (the brief's third rule of architecture).
/// </summary>
public sealed class ManyAddressesTests
{
    // 10.A.B.C from 1 to 10000, none of them the edge of a network: they are /32.
    private const string Generate =
        "1..10000 | ForEach-Object { \"10.$(1 + ($_ -shr 14)).$(($_ -shr 7) -band 127).$(1 + ($_ -band 127))/32\" }";

    [RootFact]
    public void Ten_thousand_addresses_are_one_lock_one_write_and_few_datagrams()
    {
        using var host = new TestHost();
        string c = host.NewRouted("172.30.0.0/30");
        (Tool child, Trace trace) = Trace.Of(host, $"{Generate} | Add-CtNetIfIp {c} eth0");

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
    public void A_bad_address_among_ten_thousand_is_one_error_and_the_rest_goes_in_and_out_again()
    {
        using var host = new TestHost();
        string c = host.NewRouted("172.30.0.0/30");
        host.IpDo("link add other type bridge");
        host.IpDo("link set other up");
        host.IpDo("route add 10.99.0.1/32 dev other");
        Outcome outcome = host.Try(string.Create(
            CultureInfo.InvariantCulture,
            $$"""
            {{Generate}} |
                ForEach-Object { $_; if ($_ -eq '10.1.20.5/32') { '10.99.0.1/32', 'nonsense', '127.0.0.1' } } |
                Add-CtNetIfIp {{c}} eth0
            """));

        Assert.Null(outcome.End);
        Assert.Equal(
            ["InputObjectNotBound", "InvalidAddress", "ResourceExists"],
            outcome.Errors.Select(Outcome.IdOf).Order(StringComparer.Ordinal));
        Assert.Equal(10_000, host.Run($"Get-CtNetIfIp {c} eth0").Objects.Count);
        Assert.Equal(10_001, KernelState.Addresses(host, "eth0", c).Count());

        host.Run($"Remove-CtNetIfIp -Container {c} -Interface eth0 -All");
        Assert.Equal(["172.30.0.2/30"], KernelState.Addresses(host, "eth0", c));
        Assert.DoesNotContain(KernelState.Routes(host), r => r.Contains(" via 172.30.0.2 ", StringComparison.Ordinal));
    }
}
