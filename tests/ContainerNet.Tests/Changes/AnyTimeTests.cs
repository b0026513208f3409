using System.Text;

namespace ContainerNet.Tests.Changes;

/// <summary>
/// "Add while running" equals "add while stopped, then start" (brief, rule 7; osctl.md section 6, item 5): after random
/// changes while it runs, the kernel's state is the one that a restart makes of the store.
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
        host.Run($"Start-Ct {c}");
        var story = new StringBuilder();
        for (int i = 0; i < Changes; i++)
        {
            string change = NextChange(host, c, interfaces, random);
            Outcome outcome = host.Try(change);
            Assert.Null(outcome.End);
            Assert.All(outcome.Errors, e => Assert.Contains(Outcome.IdOf(e), s_refusals));
            story.AppendLine(change);
        }

        string running = InAnyOrder(KernelState.Of(host, c));
        host.Run($"Stop-Ct {c}; Start-Ct {c}");
        string restarted = InAnyOrder(KernelState.Of(host, c));
        Assert.True(running == restarted, $"{story}\nwhile running:\n{running}\n\nafter a restart:\n{restarted}");
    }

    [RootFact]
    public void Addresses_that_were_added_while_stopped_and_while_running_make_the_same_state()
    {
        const string add = """
            Add-CtNetIfIp {0} eth0 1.2.3.4/32, 10.5.5.1/24, 2001:db8:1::1, 5.6.7.8
            Add-CtNetIfIp {0} eth1 203.0.113.7/28, 2001:db8:7::1/64
            Add-CtNetIfIp {0} eth2 192.0.2.9/24, 2001:db8:2::9/64
            """;
        string[] states = [StateAfter(add, before: true), StateAfter(add, before: false)];
        Assert.Equal(states[0], states[1]);
    }

    // Of an IPv4 network's addresses the kernel promotes the next when the first goes, and puts it behind other
    // networks'.
    private static string InAnyOrder(string state) =>
        string.Join('\n', state.Split('\n').Order(StringComparer.Ordinal));

    // What the rules of the domain forbid is part of a random story; anything else would be a fault.
    private static readonly string[] s_refusals =
        ["AddressInUse", "InvalidAddress", "AddressNotFound", "NoInterconnect", "RouteOverlaps"];

    private string StateAfter(string add, bool before)
    {
        using var host = new TestHost(runtime);
        host.NewBridge("br0", "192.0.2.1/24", "2001:db8:2::1/64");
        string c = host.NewContainer();
        host.Run($"""
            $null = New-CtNetIf {c} eth0 -Via 10.100.10.100/30, 2001:db8:100::/126
            $null = New-CtNetIf {c} eth1 -Routed
            $null = New-CtNetIf {c} eth2 -Link br0 -NoDhcp
            """);
        string script = string.Format(System.Globalization.CultureInfo.InvariantCulture, add, c);
        host.Run(before ? $"{script}\nStart-Ct {c}" : $"Start-Ct {c}\n{script}");
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
        (string Name, string How)[] all =
        [
            ("eth0", "-Via 10.100.10.100/30, 2001:db8:100::/126"),
            ("eth1", "-Routed"),
            ("eth2", "-Link br0 -NoDhcp"),
            ("eth3", "-Via 10.100.10.104/31"),
            ("eth4", "-Routed"),
        ];
        random.Shuffle(all);
        string[] chosen = [.. all[..random.Next(1, all.Length + 1)].Select(i =>
        {
            host.Run($"$null = New-CtNetIf {c} {i.Name} {i.How}");
            return i.Name;
        })];
        return chosen;
    }

    private static string NextChange(TestHost host, string c, string[] interfaces, Random random)
    {
        string name = interfaces[random.Next(interfaces.Length)];
        string[] has = [.. host.Run($"Get-CtNetIfIp {c} {name}").All("Address")];
        switch (random.Next(5))
        {
            case 0 or 1 when has.Length > 0:
                random.Shuffle(has);
                string keep = random.Next(4) == 0 ? " -KeepRoute" : "";
                return $"Remove-CtNetIfIp {c} {name} {string.Join(", ", has[..random.Next(1, has.Length + 1)])}{keep}";
            case 2 when random.Next(3) == 0:
                return $"Get-CtNetIfIp {c} {name} | Remove-CtNetIfIp";
            default:
                string how = random.Next(5) == 0 && name is not "eth2" ? " -NoRoute" : "";
                return $"Add-CtNetIfIp {c} {name} "
                    + string.Join(", ", Enumerable.Range(0, random.Next(1, 4)).Select(_ => NextAddress(random))) + how;
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
