using System.Globalization;

namespace ContainerNet.Tests.Cost;

/// <summary>A session that lives for months must not need more and more.</summary>
public sealed class LeakTests
{
    private const int Repetitions = 1000;
    private const int Starts = 50;
    private const int Pipeline = 100_000;

    /// <summary>
    /// Beside the kernel's part, which Netlink's own test repeats ten thousand times: the store, the plan, a socket.
    /// </summary>
    [RootFact]
    public void An_IP_can_be_added_and_removed_a_thousand_times()
    {
        using var host = new TestHost();
        string c = host.NewRouted("172.30.0.0/30");
        string[] routes = [.. KernelState.Routes(host)];
        Repeat(host, c, 100);
        Held before = Held.Now(host);
        Repeat(host, c, Repetitions);
        AssertSame(before, Held.Now(host), perRepetition: 512, Repetitions);
        Assert.Equal(["172.30.0.2/30"], KernelState.Addresses(host, "eth0", c));
        Assert.Equal(routes, KernelState.Routes(host));
    }

    [RootFact]
    public void A_container_can_be_started_and_stopped_again_and_again()
    {
        using var host = new TestHost();
        string c = host.NewRouted("172.30.0.0/30");
        host.Run($"Add-CtNetIfIp {c} eth0 192.0.2.1; Stop-Ct {c}");
        Cycle(host, c, 5);
        Held before = Held.Now(host);
        Cycle(host, c, Starts);
        AssertSame(before, Held.Now(host), perRepetition: 8192, Starts);
    }

    /// <summary>All of a pipeline is one change, so what it asks for is kept until its end; but no more.</summary>
    [RootFact]
    public void A_pipeline_of_a_hundred_thousand_addresses_needs_memory_for_them_and_no_more()
    {
        using var host = new TestHost();
        string c = host.NewContainer();
        host.Run($"$null = New-CtNetIf {c} eth0 -Via 172.30.0.0/30; Add-CtNetIfIp {c} eth0 192.0.2.1");
        long before = GC.GetTotalMemory(forceFullCollection: true);
        long allocated = GC.GetTotalAllocatedBytes();
        Outcome outcome = host.Run(string.Create(CultureInfo.InvariantCulture, $$"""
            . {
                foreach ($i in 1..{{Pipeline}}) { "10.$($i -shr 16).$(($i -shr 8) -band 255).$($i -band 255)/32" }
                $during = [GC]::GetTotalMemory($true)
            } | Add-CtNetIfIp {{c}} eth0
            $during
            $n = 0
            Get-CtNetIfIp {{c}} eth0 | ForEach-Object { $n++ }
            $n
            """));
        allocated = GC.GetTotalAllocatedBytes() - allocated;
        long kept = GC.GetTotalMemory(forceFullCollection: true) - before;
        long[] said = [.. outcome.Texts.Select(t => long.Parse(t, CultureInfo.InvariantCulture))];
        Assert.Equal([Pipeline + 1], said[1..]);
        Assert.InRange((said[0] - before) / Pipeline, 1, 400);
        Assert.InRange(kept / Pipeline, long.MinValue, 400);
        Assert.InRange(allocated / Pipeline, 1, 15_000);
    }

    private static void Repeat(TestHost host, string container, int times) => host.Run($$"""
        foreach ($i in 1..{{times}}) {
            $null = Add-CtNetIfIp {{container}} eth0 192.0.2.1
            $null = Remove-CtNetIfIp {{container}} eth0 192.0.2.1
        }
        """);

    private static void Cycle(TestHost host, string container, int times) => host.Run($$"""
        foreach ($i in 1..{{times}}) {
            $null = Start-Ct {{container}}
            $null = Stop-Ct {{container}}
        }
        """);

    private static void AssertSame(Held before, Held after, int perRepetition, int repetitions)
    {
        Assert.Equal((before.Sockets, before.Namespaces, before.Links), (after.Sockets, after.Namespaces, after.Links));

        // The runtime, PowerShell and the test framework have their own comings and goings.
        Assert.InRange(after.Descriptors, 0, before.Descriptors + 10);
        Assert.InRange(after.Threads, 0, before.Threads + 10);
        Assert.InRange(after.Memory - before.Memory, long.MinValue, (long)perRepetition * repetitions);
    }

    /// <summary>What this process and the host hold.</summary>
    private sealed record Held(int Descriptors, int Sockets, int Namespaces, int Threads, int Links, long Memory)
    {
        public static Held Now(TestHost host)
        {
            string[] targets = [.. Directory.GetFiles("/proc/self/fd").Select(f => new FileInfo(f).LinkTarget ?? "")];
            return new Held(
                targets.Length,
                targets.Count(t => t.StartsWith("socket:", StringComparison.Ordinal)),
                targets.Count(t => t.StartsWith("net:", StringComparison.Ordinal))
                    + Directory.GetFileSystemEntries("/run/netns").Length,
                Directory.GetDirectories("/proc/self/task").Length,
                host.Ip("link").Length,
                GC.GetTotalMemory(forceFullCollection: true));
        }
    }
}
