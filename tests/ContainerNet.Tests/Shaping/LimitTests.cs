using System.Text.Json;

namespace ContainerNet.Tests.Shaping;

/// <summary>-MaxTx and -MaxRx from the start, while the container runs, and after it, judged by tc.</summary>
public abstract class LimitTests(TestRuntime runtime)
{
    [RootFact]
    public void Limits_hold_from_the_start_change_while_it_runs_and_leave_nothing()
    {
        using var host = new TestHost(runtime);
        string c = host.NewContainer();
        host.Run($"$null = New-CtNetIf {c} eth0 -Routed -MaxTx 10m -MaxRx 20mbit; Start-Ct {c}");
        string veth = KernelState.HostVeth(host, c, "eth0");
        Assert.Equal((10_000_000, 20_000_000), Limits(host, veth));
        Assert.Empty(host.Run($"Test-CtNetIf {c}").Objects);

        host.Run($"Set-CtNetIf {c} eth0 -MaxTx 12500000 -MaxRx 1gbit");
        Assert.Equal((12_500_000, 1_000_000_000), Limits(host, veth));
        host.Run($"Set-CtNetIf {c} eth0 -MaxRx unlimited");
        Assert.Equal((12_500_000, 0), Limits(host, veth));
        Assert.Equal(["12500kbit"], host.Run($"Get-CtNetIf {c} eth0").All("MaxTx"));
        host.Run($"Set-CtNetIf {c} eth0 -MaxTx unlimited");
        Assert.Equal((0, 0), Limits(host, veth));
        Assert.Equal(["lo", veth], Links(host).Order(StringComparer.Ordinal));

        host.Run($"Set-CtNetIf {c} eth0 -MaxTx 10mbit; Stop-Ct {c}");
        Assert.Equal(["lo"], Links(host));
    }

    [RootFact]
    public void A_limit_that_somebody_took_away_is_named_and_comes_back()
    {
        using var host = new TestHost(runtime);
        string c = host.NewContainer();
        host.Run($"$null = New-CtNetIf {c} eth0 -Routed -MaxTx 10mbit -MaxRx 20mbit; Start-Ct {c}");
        string veth = KernelState.HostVeth(host, c, "eth0");
        host.IpDo($"link del ifb{veth}");
        Assert.Equal(0, host.Start("tc", "qdisc", "del", "dev", veth, "root").ExitCode);
        Assert.Equal(
            ["MaxRx", "MaxTx"], host.Run($"Test-CtNetIf {c}").All("What").Order(StringComparer.Ordinal));
        host.Run($"Repair-CtNetIf {c}");
        Assert.Empty(host.Run($"Test-CtNetIf {c}").Objects);
        Assert.Equal((10_000_000, 20_000_000), Limits(host, veth));
    }

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
        Tool tool = host.Start("tc", ["-j", .. arguments.Split(' ')]);
        Assert.True(tool.ExitCode == 0, tool.Error);
        using var document = JsonDocument.Parse(tool.Output);
        return [.. document.RootElement.Clone().EnumerateArray()];
    }
}

/// <summary>In named network namespaces.</summary>
public sealed class LimitOfNetNsTests() : LimitTests(TestRuntime.NetNs);

/// <summary>In the containers of a real LXC.</summary>
public sealed class LimitOfLxcTests() : LimitTests(TestRuntime.Lxc);
