using System.Text.Json;
using ContainerNet.Engine.Kernel.Plan;
using ContainerNet.Netlink;

namespace ContainerNet.Engine.Tests.Shaping;

/// <summary>Limits on the real kernel, judged by tc and by what gets through.</summary>
[Collection("Alone")]
public sealed class RateTests
{
    /// <summary>By cake where the kernel has it, and by what stands in for it anywhere else.</summary>
    [RootFact]
    public void Ten_megabits_hold_in_both_directions()
    {
        ShapingKinds known = ShapingKinds.Known;
        try
        {
            if (HasCake()) TenMegabitsHold("cake");
            ShapingKinds.Known = known with { Cake = false };
            TenMegabitsHold("tbf");
        }
        finally
        {
            ShapingKinds.Known = known;
        }
    }

    [RootFact]
    public void Limits_change_while_the_container_runs() => ShapedContainer.Run(container =>
    {
        container.Start();
        Holds(container, receives: true, 50e6, double.MaxValue);
        Holds(container, receives: false, 50e6, double.MaxValue);
        container.Limit("20mbit", "5mbit");
        string handle = Root(container.Veth).GetProperty("handle").GetString()!;
        Holds(container, receives: true, 4e6, 6e6);
        Holds(container, receives: false, 16e6, 24e6);
        container.Limit("4mbit", "6mbit");
        Assert.Equal(handle, Root(container.Veth).GetProperty("handle").GetString());
        Assert.Equal([750_000, 500_000], [RateOf(container.Veth), RateOf("ifb" + container.Veth)]);
        container.Limit("unlimited", "unlimited");
        Assert.Equal(["lo", container.Veth], Links());
        Assert.Equal("noqueue", Root(container.Veth).GetProperty("kind").GetString());
        Assert.Single(Tc($"qdisc show dev {container.Veth}"));
        Holds(container, receives: false, 50e6, double.MaxValue);
    });

    [RootFact]
    public void Nothing_is_left_when_it_stops() => ShapedContainer.Run(container =>
    {
        container.Limit("1gbit", "100gbit");
        container.Start();
        Assert.Equal([12_500_000_000, 125_000_000], [RateOf(container.Veth), RateOf("ifb" + container.Veth)]);
        Assert.Equal(["lo", container.Veth, "ifb" + container.Veth], Links());
        Assert.Equal(
            $"containernet {container.Name}/eth0",
            Shell.Ip($"link show dev ifb{container.Veth}")[0].GetProperty("ifalias").GetString());
        Assert.Empty(container.Engine.FindDrift());
        container.Stop();
        Assert.Equal(["lo"], Links());

        // Somebody ends the namespace without us: the ifb stays, and is no hindrance.
        container.Start();
        Shell.Run($"ip netns delete {container.Name}; while ip link show {container.Veth}; do sleep 0.01; done");
        Assert.Equal(2, Links().Length);
        container.Start();
        Assert.Empty(container.Engine.FindDrift());
    });

    [RootFact]
    public void Drift_is_named_and_mended() => ShapedContainer.Run(container =>
    {
        container.Limit("10mbit", null);
        container.Start();
        string veth = container.Veth;
        (string Break, string What, string Expected, string Actual)[] cases =
        [
            ($"tc qdisc replace dev ifb{veth} root tbf rate 7mbit burst 10k limit 20k", "MaxTx", "10mbit", "7mbit"),
            ($"tc qdisc del dev ifb{veth} root", "MaxTx", "10mbit", "unlimited"),
            ($"tc filter del dev {veth} ingress", "MaxTx", "10mbit", "unlimited"),
            ($"ip link del ifb{veth}", "MaxTx", "10mbit", "unlimited"),
            ($"ip link set ifb{veth} down", "MaxTx", "10mbit", "unlimited"),
            ($"tc qdisc add dev {veth} root tbf rate 7mbit burst 10k limit 20k", "MaxRx", "unlimited", "7mbit"),
        ];
        foreach ((string command, string what, string expected, string actual) in cases)
        {
            Shell.Run(command);
            CtNetIfFinding finding = Assert.Single(container.Engine.FindDrift());
            Assert.Equal((what, expected, actual), (finding.What, finding.Expected, finding.Actual));
            Assert.Null(Assert.Single(container.Engine.Repair([finding], force: false, container)).Error);
            Assert.Empty(container.Engine.FindDrift());
            Assert.Equal(1_250_000, RateOf("ifb" + veth));
            Assert.Contains($"ifb{veth}", Shell.Run($"tc filter show dev {veth} ingress"));
        }
    });

    private static void TenMegabitsHold(string kind) => ShapedContainer.Run(container =>
    {
        container.Limit("10mbit", "10mbit");
        container.Start();
        Assert.Equal(kind, Root(container.Veth).GetProperty("kind").GetString());
        Assert.Equal(kind, Root("ifb" + container.Veth).GetProperty("kind").GetString());
        Holds(container, receives: true, 8.5e6, 11.5e6);
        Holds(container, receives: false, 8.5e6, 11.5e6);
    });

    // A limit that does not hold never does. On a busy machine the stream may need more than one attempt to get as much,
    // and what waited in the receiver's buffer before may come on top.
    private static void Holds(ShapedContainer container, bool receives, double least, double most)
    {
        double rate = 0;
        for (int attempt = 0; attempt < 5 && !(rate >= least && rate <= most); attempt++) rate = container.Measure(receives, 1.5);
        Assert.InRange(rate, least, most);
    }

    private static bool HasCake()
    {
        using var scratch = NetworkNamespace.CreateAnonymous();
        return scratch.Run(() => Shell.Run("tc qdisc add dev lo root cake bandwidth 1mbit && echo yes || echo no"))
            .Trim() == "yes";
    }

    private static string[] Links() =>
        [.. Shell.Ip("link").Select(l => l.GetProperty("ifname").GetString()!)];

    private static long RateOf(string link)
    {
        JsonElement options = Root(link).GetProperty("options");
        return options.TryGetProperty("rate", out JsonElement rate) ? rate.GetInt64()
            : options.GetProperty("bandwidth").GetInt64();
    }

    private static JsonElement Root(string link) => Tc($"qdisc show dev {link} root")[0];

    private static JsonElement[] Tc(string arguments) =>
        [.. JsonDocument.Parse(Shell.Run($"tc -j {arguments}")).RootElement.EnumerateArray()];
}
