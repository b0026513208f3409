using System.Diagnostics;

namespace ContainerNet.Engine.Tests.Scenarios.Changes;

/// <summary>A process killed at any moment leaves a store that loads, and the next call works.</summary>
public abstract class KilledTests(TestRuntime runtime)
{
    private const int Kills = 36;
    private const int AtOnce = 4;

    [RootFact]
    public void A_process_killed_at_any_moment_leaves_a_store_that_loads_and_the_next_call_works()
    {
        var random = new Random(7);
        using var host = new TestHost(runtime);
        string[] containers = [.. Enumerable.Range(0, AtOnce).Select(i =>
            host.NewRouted($"10.100.10.{4 * i}/30", $"2001:db8:100::{4 * i:x}/126"))];
        int killed = 0;
        while (killed < Kills)
        {
            Process[] children = [.. containers.Select((c, i) => host.StartChild(Loop, c, $"{10 + i}"))];
            foreach (Process child in children) Kill(child, random);
            killed += children.Length;
            foreach ((int i, string c) in containers.Index()) NextCallsWork(host, c, 10 + i);
        }
    }

    /// <summary>
    /// What a kill between store and kernel leaves: an address that the store has and the kernel has not.
    /// </summary>
    [RootTheory]
    [InlineData("10.8.0.1/32", "10.8.0.2/32")]
    [InlineData("2001:db8:8::1/128", "2001:db8:8::2/128")]
    public void An_address_can_be_removed_although_the_next_one_never_reached_the_kernel(string first, string lost)
    {
        using var host = new TestHost(runtime);
        string c = host.NewRouted("10.100.10.0/30", "2001:db8:100::/126");
        host.AddIps(c, "eth0", first, lost);
        host.IpDo($"addr del {lost} dev eth0", c);
        host.RemoveIps(c, "eth0", first);
        Assert.Contains(
            KernelState.Defaults(host, c), r => r.Contains($" src {lost.Split('/')[0]}", StringComparison.Ordinal));
        Assert.True(host.Answers(lost.Split('/')[0]));
    }

    // Each child works on containers of its own, beside the others, and dies in the middle of one of these.
    private static void Loop(EngineSession session, string[] arguments)
    {
        (string c, string number) = (arguments[0], arguments[1]);
        string other = c + "x";
        Console.WriteLine("ready");
        for (int i = 0; ; i = (i + 1) % 200)
        {
            session.AddIps(c, "eth0", $"10.{number}.1.{1 + i}/32", $"2001:db8:{number}:1::{1 + i}/128");
            if (i % 3 != 0) session.RemoveIps(c, "eth0", session.Ips(c, "eth0")[0]);
            session.Apply(new NewContainer(other));
            session.Apply(Wish.Routed(other, "eth0", $"172.30.{number}.0/30"));
            session.Apply(new RemoveContainer(other));
        }
    }

    private static void Kill(Process child, Random random)
    {
        using (child)
        {
            Assert.Equal("ready", child.StandardOutput.ReadLine());
            Thread.Sleep(random.Next(150));
            Assert.False(child.HasExited, "The child ended by itself.");
            child.Kill();
            child.WaitForExit();
        }
    }

    private static void NextCallsWork(TestHost host, string c, int number)
    {
        Assert.Contains(c, host.Containers().Select(i => i.Name));
        string[] stored = [.. host.Ips(c, "eth0")];
        host.AddIps(c, "eth0", $"10.{number}.2.1/32", $"2001:db8:{number}:2::1/128");
        host.RemoveAllIps(c, "eth0");
        host.Apply(host.Containers().Where(i => i.Name == c + "x").Select(i => new RemoveContainer(i.Name)));
        Assert.Empty(host.Ips(c));
        Assert.Empty(Directory.EnumerateFiles(host.StoreFolder, ".*"));

        // What the dead process had not finished goes with a restart; then there is a way in and out again.
        host.Restart(c);
        host.AddIps(c, "eth0", $"10.{number}.3.1");
        Assert.True(host.Answers($"10.{number}.3.1"), string.Join(", ", stored));
        host.RemoveIps(c, "eth0", $"10.{number}.3.1");
    }
}

/// <summary>In named network namespaces.</summary>
public sealed class KilledOfNetNsTests() : KilledTests(TestRuntime.NetNs);

/// <summary>In the containers of a real LXC.</summary>
public sealed class KilledOfLxcTests() : KilledTests(TestRuntime.Lxc);
