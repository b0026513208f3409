using System.Diagnostics;

namespace ContainerNet.Tests.Changes;

/// <summary>
/// A process killed at any moment leaves a store that loads, and the next cmdlet works (brief, rule 10; osctl.md
/// section 6, item 7, and 2.2 [BUG]: the state was written in place).
/// </summary>
public abstract class KilledTests(TestRuntime runtime)
{
    private const int Kills = 36;
    private const int AtOnce = 4;

    [RootFact]
    public void A_process_killed_at_any_moment_leaves_a_store_that_loads_and_the_next_cmdlet_works()
    {
        var random = new Random(7);
        using var host = new TestHost(runtime);
        string[] containers = [.. Enumerable.Range(0, AtOnce).Select(i =>
            host.NewRouted($"10.100.10.{4 * i}/30", $"2001:db8:100::{4 * i:x}/126"))];
        int killed = 0;
        while (killed < Kills)
        {
            Process[] children =
                host.OnThread(() => containers.Select((c, i) => ChildProcess.Start(Loop(c, 10 + i))).ToArray());
            foreach (Process child in children) Kill(child, random);
            killed += children.Length;
            foreach ((int i, string c) in containers.Index()) NextCmdletsWork(host, c, 10 + i);
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
        host.Run($"Add-CtNetIfIp {c} eth0 {first}, {lost}");
        host.IpDo($"addr del {lost} dev eth0", c);
        host.Run($"Remove-CtNetIfIp {c} eth0 {first}");
        Assert.Contains(
            KernelState.Defaults(host, c), r => r.Contains($" src {lost.Split('/')[0]}", StringComparison.Ordinal));
        Assert.True(host.Answers(lost.Split('/')[0]));
    }

    // Each child works on containers of its own, beside the others, and dies in the middle of one of these.
    private static string Loop(string c, int number) => $$"""
        [Console]::Out.WriteLine('ready')
        for ($i = 0; ; $i = ($i + 1) % 200) {
            Add-CtNetIfIp {{c}} eth0 10.{{number}}.1.$(1 + $i)/32, 2001:db8:{{number}}:1::$(1 + $i)/128
            if ($i % 3) { @(Get-CtNetIfIp {{c}} eth0)[0] | Remove-CtNetIfIp }
            $null = New-Ct {{c}}x
            $null = New-CtNetIf {{c}}x eth0 -Via 172.30.{{number}}.0/30
            Remove-Ct {{c}}x -Confirm:$false
        }
        """;

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

    private static void NextCmdletsWork(TestHost host, string c, int number)
    {
        Assert.Contains(c, host.Run("Get-Ct").All("Name"));
        string[] stored = [.. host.Run($"Get-CtNetIfIp {c} eth0").All("Address")];
        host.Run($"""
            Add-CtNetIfIp {c} eth0 10.{number}.2.1/32, 2001:db8:{number}:2::1/128
            Get-CtNetIfIp {c} eth0 | Remove-CtNetIfIp
            Get-Ct {c}x* | Remove-Ct -Confirm:$false
            """);
        Assert.Empty(host.Run($"Get-CtNetIfIp {c}").Objects);
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(StagedModule.State, "containers"), ".*"));

        // What the dead process had not finished goes with a restart; then there is a way in and out again.
        host.Run($"Stop-Ct {c}; Start-Ct {c}; Add-CtNetIfIp {c} eth0 10.{number}.3.1");
        Assert.True(host.Answers($"10.{number}.3.1"), string.Join(", ", stored));
        host.Run($"Remove-CtNetIfIp {c} eth0 10.{number}.3.1");
    }
}

/// <summary>In named network namespaces.</summary>
public sealed class KilledOfNetNsTests() : KilledTests(TestRuntime.NetNs);

/// <summary>In the containers of a real LXC.</summary>
public sealed class KilledOfLxcTests() : KilledTests(TestRuntime.Lxc);
