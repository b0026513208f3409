using System.Text;

namespace ContainerNet.Engine.Tests.Scenarios.Changes;

/// <summary>
/// "Add while running" equals "add while stopped, then start": after random changes while it runs, the kernel's state
/// is the one that a restart makes of the store.
/// </summary>
public abstract class AnyTimeTests(TestRuntime runtime)
{
    private const int Changes = 40;

    private static readonly string[] s_lengthsV4 = ["", "/32", "/24", "/28"];
    private static readonly string[] s_lengthsV6 = ["", "/128", "/64", "/120"];

    [RootTheory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(143)]
    [InlineData(149)]
    [InlineData(161)]
    [InlineData(164)]
    [InlineData(235)]
    public void After_random_changes_a_restart_changes_nothing(int seed)
    {
        var random = new Random(seed);
        using var host = new TestHost(runtime);
        host.NewBridge("br0", "192.0.2.1/24", "2001:db8:2::1/64");
        string c = host.NewContainer();
        string[] interfaces = NewInterfaces(host, c, random);
        host.Start(c);
        var story = new StringBuilder();
        for (int i = 0; i < Changes; i++)
        {
            CtChange[] changes = NextChanges(host, c, interfaces, random);
            story.AppendJoin('\n', changes.AsEnumerable()).AppendLine();
            IEnumerable<string> errors = host.Try(changes).Select(o => o.Error?.ErrorId).OfType<string>();
            Assert.All(errors, e => Assert.Contains(e, s_refusals));
        }

        string running = InAnyOrder(KernelState.Of(host, c));
        host.Restart(c);
        string restarted = InAnyOrder(KernelState.Of(host, c));
        Assert.True(running == restarted, $"{story}\nwhile running:\n{running}\n\nafter a restart:\n{restarted}");
    }

    [RootFact]
    public void Addresses_that_were_added_while_stopped_and_while_running_make_the_same_state() =>
        Assert.Equal(StateAfterAdding(before: true), StateAfterAdding(before: false));

    // Of an IPv4 network's addresses the kernel promotes the next when the first goes, and puts it behind other
    // networks'.
    private static string InAnyOrder(string state) =>
        string.Join('\n', state.Split('\n').Order(StringComparer.Ordinal));

    // What the rules of the domain forbid is part of a random story; anything else would be a fault.
    private static readonly string[] s_refusals =
        ["AddressInUse", "InvalidAddress", "AddressNotFound", "NoInterconnect", "RouteOverlaps"];

    private string StateAfterAdding(bool before)
    {
        using var host = new TestHost(runtime);
        host.NewBridge("br0", "192.0.2.1/24", "2001:db8:2::1/64");
        string c = host.NewContainer();
        host.Apply(
            Wish.Routed(c, "eth0", "10.100.10.100/30", "2001:db8:100::/126"),
            Wish.Routed(c, "eth1"),
            Wish.Bridged(c, "eth2", "br0"));
        if (!before) host.Start(c);
        host.AddIps(c, "eth0", "1.2.3.4/32", "10.5.5.1/24", "2001:db8:1::1", "5.6.7.8");
        host.AddIps(c, "eth1", "203.0.113.7/28", "2001:db8:7::1/64");
        host.AddIps(c, "eth2", "192.0.2.9/24", "2001:db8:2::9/64");
        if (before) host.Start(c);
        string state = KernelState.Of(host, c);
        foreach (string veth in new[] { "eth0", "eth1", "eth2" })
        {
            state = state.Replace(KernelState.HostVeth(host, c, veth), "veth-of-" + veth, StringComparison.Ordinal);
        }

        // The links are there in the order that they were made in, and the rest is told by their names.
        return state.Replace(c, "CONTAINER", StringComparison.Ordinal);
    }

    private static string[] NewInterfaces(TestHost host, string c, Random random)
    {
        NewInterface[] all =
        [
            Wish.Routed(c, "eth0", "10.100.10.100/30", "2001:db8:100::/126"),
            Wish.Routed(c, "eth1"),
            Wish.Bridged(c, "eth2", "br0"),
            Wish.Routed(c, "eth3", "10.100.10.104/31"),
            Wish.Routed(c, "eth4"),
        ];
        random.Shuffle(all);
        NewInterface[] chosen = all[..random.Next(1, all.Length + 1)];
        host.Apply(chosen);
        return [.. chosen.Select(i => i.Interface)];
    }

    private static CtChange[] NextChanges(TestHost host, string c, string[] interfaces, Random random)
    {
        string name = interfaces[random.Next(interfaces.Length)];
        string[] has = [.. host.Ips(c, name)];
        switch (random.Next(5))
        {
            case 0 or 1 when has.Length > 0:
                random.Shuffle(has);
                bool keep = random.Next(4) == 0;
                IEnumerable<string> some = has[..random.Next(1, has.Length + 1)];
                return [.. some.Select(a => Wish.RemoveIp(c, name, a) with { KeepRoute = keep })];
            case 2 when random.Next(3) == 0:
                return Wish.RemoveIps(c, name, has);
            default:
                bool noRoute = random.Next(5) == 0 && name is not "eth2";
                IEnumerable<string> more = Enumerable.Range(0, random.Next(1, 4)).Select(_ => NextAddress(random));
                return [.. more.Select(a => Wish.AddIp(c, name, a) with { NoRoute = noRoute })];
        }
    }

    // Few networks, so that stories meet the same ones again.
    private static string NextAddress(Random random) => random.Next(2) == 0
        ? $"198.51.{random.Next(3)}.{random.Next(1, 9)}{s_lengthsV4[random.Next(s_lengthsV4.Length)]}"
        : $"2001:db8:a:{random.Next(3)}::{random.Next(1, 9)}{s_lengthsV6[random.Next(s_lengthsV6.Length)]}";
}

/// <summary>In named network namespaces.</summary>
public sealed class AnyTimeOfNetNsTests() : AnyTimeTests(TestRuntime.NetNs);

/// <summary>In the containers of a real LXC.</summary>
public sealed class AnyTimeOfLxcTests() : AnyTimeTests(TestRuntime.Lxc);
