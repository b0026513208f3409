using System.Text.Json;

namespace ContainerNet.Engine.Tests.Scenarios.Shaping;

/// <summary>MaxTx and MaxRx from the start, while the container runs, and after it, judged by tc.</summary>
public abstract class LimitTests(TestRuntime runtime)
{
    [RootFact]
    public void Limits_hold_from_the_start_change_while_it_runs_and_leave_nothing()
    {
        using var host = new TestHost(runtime);
        string c = host.NewContainer();
        host.Apply(Limited(c, "10m", "20mbit"));
        host.Start(c);
        string veth = KernelState.HostVeth(host, c, "eth0");
        Assert.Equal((10_000_000, 20_000_000), Limits(host, veth));
        Assert.Empty(host.Drift(c));

        host.Apply(Wish.Set(c, "eth0", Wish.Limits("12500000", "1gbit")));
        Assert.Equal((12_500_000, 1_000_000_000), Limits(host, veth));
        host.Apply(Wish.Set(c, "eth0", Wish.Limits(null, "unlimited")));
        Assert.Equal((12_500_000, 0), Limits(host, veth));
        Assert.Equal("12500kbit", host.Interface(c, "eth0").MaxTx.ToString());
        host.Apply(Wish.Set(c, "eth0", Wish.Limits("unlimited", null)));
        Assert.Equal((0, 0), Limits(host, veth));
        Assert.Equal([veth, "lo"], Links(host).OrderBy(l => l == "lo"));

        host.Apply(Wish.Set(c, "eth0", Wish.Limits("10mbit", null)));
        host.Stop(c);
        Assert.Equal(["lo"], Links(host));
    }

    [RootFact]
    public void A_limit_that_somebody_took_away_is_named_and_comes_back()
    {
        using var host = new TestHost(runtime);
        string c = host.NewContainer();
        host.Apply(Limited(c, "10mbit", "20mbit"));
        host.Start(c);
        string veth = KernelState.HostVeth(host, c, "eth0");
        host.IpDo($"link del ifb{veth}");
        Assert.Equal(0, host.Run("tc", "qdisc", "del", "dev", veth, "root").ExitCode);
        Assert.Equal(
            ["MaxRx", "MaxTx"], host.Drift(c).Select(d => d.What).Order(StringComparer.Ordinal));
        host.Repair(c);
        Assert.Empty(host.Drift(c));
        Assert.Equal((10_000_000, 20_000_000), Limits(host, veth));
    }

    private static NewInterface Limited(string c, string maxTx, string maxRx) =>
        Wish.Routed(c, "eth0") with { Settings = Wish.Limits(maxTx, maxRx) with { Via = [] } };

    // What the container sends goes through the ifb; what it receives leaves by the host veth.
    private static (long Tx, long Rx) Limits(TestHost host, string veth)
    {
        string ifb = "ifb" + veth;
        bool redirected = Tc(host, $"filter show dev {veth} ingress").Any(
            f => f.ToString().Contains($"\"{ifb}\"", StringComparison.Ordinal));
        Assert.Equal(redirected, Links(host).Contains(ifb));
        return (redirected ? Rate(host, ifb) : 0, Rate(host, veth));
    }

    private static long Rate(TestHost host, string link)
    {
        JsonElement options = Tc(host, $"qdisc show dev {link} root").Single().GetProperty("options");
        string[] names = ["rate", "bandwidth"];
        return names.Where(n => options.TryGetProperty(n, out _)).Sum(n => options.GetProperty(n).GetInt64() * 8);
    }

    private static IEnumerable<string> Links(TestHost host) =>
        host.Ip("link show").Select(l => l.GetProperty("ifname").GetString()!);

    private static JsonElement[] Tc(TestHost host, string arguments)
    {
        Tool tool = host.Run("tc", ["-j", .. arguments.Split(' ')]);
        Assert.True(tool.ExitCode == 0, tool.Error);
        using var document = JsonDocument.Parse(tool.Output);
        return [.. document.RootElement.Clone().EnumerateArray()];
    }
}

/// <summary>In named network namespaces.</summary>
public sealed class LimitOfNetNsTests() : LimitTests(TestRuntime.NetNs);

/// <summary>In the containers of a real LXC.</summary>
public sealed class LimitOfLxcTests() : LimitTests(TestRuntime.Lxc);
