using System.Text.Json;

namespace ContainerNet.Netlink.Tests.Kernel;

public sealed class TrafficTests : IDisposable
{
    private readonly TestHost _host = new();
    private readonly RouteNetlink _netlink;
    private readonly int _veth;
    private readonly int _ifb;

    public TrafficTests()
    {
        _netlink = _host.Connect();
        _host.Ip("link", "add", "v0", "type", "veth", "peer", "name", "v1");
        _host.Ip("link", "add", "ifb9", "type", "ifb");
        _host.Ip("link", "set", "v0", "up");
        _veth = _netlink.GetLink("v0")!.Index;
        _ifb = _netlink.GetLink("ifb9")!.Index;
    }

    public void Dispose()
    {
        _netlink.Dispose();
        _host.Dispose();
    }

    [KernelFact]
    public void Tbf_is_made_changed_in_place_and_deleted()
    {
        Assert.Null(_netlink.GetRootQdisc(_veth));
        Send(batch => batch.ReplaceTokenBucket(Bucket(1_250_000)));
        JsonElement first = Root("v0");
        Assert.Equal("tbf", first.GetProperty("kind").GetString());
        Assert.Equal(1_250_000, first.GetProperty("options").GetProperty("rate").GetInt64());

        // What waits at most, in microseconds: limit less burst, at the rate.
        Assert.InRange(first.GetProperty("options").GetProperty("lat").GetInt64(), 49_900, 50_100);

        Send(batch => batch.ReplaceTokenBucket(Bucket(2_500_000)));
        JsonElement second = Root("v0");
        Assert.Equal(first.GetProperty("handle").GetString(), second.GetProperty("handle").GetString());
        Qdisc read = _netlink.GetRootQdisc(_veth)!;
        Assert.Equal(("tbf", 2_500_000ul, 75_000u), (read.Kind, read.BytesPerSecond, read.Limit));
        Assert.True(read.IsRoot);
        Assert.Equal("tbf", _netlink.GetLink("v0")!.Qdisc);
        Assert.Equal(read, Assert.Single(_netlink.GetQdiscs()));

        Send(batch => batch.DeleteRootQdisc(_veth));
        Assert.Null(_netlink.GetRootQdisc(_veth));
        Assert.Equal("noqueue", _netlink.GetLink("v0")!.Qdisc);
        Assert.Equal(Errno.ENOENT, Refused(batch => batch.DeleteRootQdisc(_veth)));
    }

    [KernelFact]
    public void A_rate_beyond_32_bits_is_kept()
    {
        Send(batch => batch.ReplaceTokenBucket(Bucket(5_000_000_000)));
        Assert.Equal(5_000_000_000, Root("v0").GetProperty("options").GetProperty("rate").GetInt64());
        Assert.Equal(5_000_000_000ul, _netlink.GetRootQdisc(_veth)!.BytesPerSecond);
    }

    [KernelFact]
    public void Cake_is_made_or_refused_as_an_unknown_kind()
    {
        using NetlinkBatch batch = _netlink.CreateBatch();
        batch.ReplaceCake(new CakeRequest { LinkIndex = _veth, BytesPerSecond = 1_250_000, BestEffort = true });
        if (_netlink.Send(batch) is [var refused])
        {
            Assert.Equal(Errno.ENOENT, refused.Error.Errno);
            Assert.Contains("replace cake discipline on link", refused.Error.Message);
            return;
        }
        JsonElement options = Root("v0").GetProperty("options");
        Assert.Equal(1_250_000, options.GetProperty("bandwidth").GetInt64());
        Assert.Equal("besteffort", options.GetProperty("diffserv").GetString());
        Qdisc read = _netlink.GetRootQdisc(_veth)!;
        Assert.Equal(("cake", 1_250_000ul, true), (read.Kind, read.BytesPerSecond, read.IsBestEffort));
    }

    [KernelFact]
    public void What_comes_in_is_redirected_until_the_filter_goes()
    {
        Assert.Empty(_netlink.GetQdiscs());
        Assert.Empty(_netlink.GetIngressRedirects(_veth));
        Send(batch => batch.AddIngress(_veth));
        Send(batch => batch.AddRedirect(Redirect(MatchEverything.U32)));
        JsonElement[] filters = Tc("filter", "show", "dev", "v0", "ingress");
        string text = string.Join<JsonElement>('\n', filters);
        Assert.Contains("\"to_dev\":\"ifb9\"", text);
        Assert.Contains("\"mirred_action\":\"redirect\"", text);
        Assert.Equal([_ifb], _netlink.GetIngressRedirects(_veth));
        Qdisc ingress = Assert.Single(_netlink.GetQdiscs());
        Assert.Equal((_veth, "ingress", false), (ingress.LinkIndex, ingress.Kind, ingress.IsRoot));
        Assert.Equal(Errno.EEXIST, Refused(batch => batch.AddIngress(_veth)));
        Send(batch => batch.DeleteIngressFilters(_veth, 0xc000));
        Assert.Empty(_netlink.GetIngressRedirects(_veth));
        Send(batch => batch.DeleteIngress(_veth));
        Assert.Empty(_netlink.GetQdiscs());
        Assert.Contains(Refused(batch => batch.DeleteIngress(_veth)), new[] { Errno.ENOENT, Errno.EINVAL });
    }

    [KernelFact]
    public void Matchall_redirects_or_is_refused_as_an_unknown_kind()
    {
        Send(batch => batch.AddIngress(_veth));
        using NetlinkBatch batch = _netlink.CreateBatch();
        batch.AddRedirect(Redirect(MatchEverything.MatchAll));
        if (_netlink.Send(batch) is [var refused]) Assert.Equal(Errno.ENOENT, refused.Error.Errno);
        else Assert.Equal([_ifb], _netlink.GetIngressRedirects(_veth));
    }

    private RedirectRequest Redirect(MatchEverything how)
        => new() { LinkIndex = _veth, TargetIndex = _ifb, Preference = 0xc000, Classifier = how };

    private TokenBucketRequest Bucket(ulong rate)
        => new() { LinkIndex = _veth, BytesPerSecond = rate, Burst = 12_500, Limit = 75_000 };

    private void Send(Action<NetlinkBatch> append)
    {
        using NetlinkBatch batch = _netlink.CreateBatch();
        append(batch);
        _netlink.Execute(batch);
    }

    private Errno Refused(Action<NetlinkBatch> append)
    {
        using NetlinkBatch batch = _netlink.CreateBatch();
        append(batch);
        return Assert.Single(_netlink.Send(batch)).Error.Errno;
    }

    private JsonElement Root(string link) => Tc("qdisc", "show", "dev", link, "root")[0];

    private JsonElement[] Tc(params string[] arguments)
    {
        string output = TestHost.Run(_host.Namespace, "tc", ["-d", "-j", .. arguments]);
        return [.. JsonDocument.Parse(output).RootElement.EnumerateArray()];
    }
}
