using System.Diagnostics;
using System.Globalization;
using ContainerNet.Engine.Linux;
using ContainerNet.Engine.Operations;

namespace ContainerNet.Engine.Tests.Scenarios.NetNs;

/// <summary>A start is looked at, not believed: commands that end at once, and containers that run without
/// something.</summary>
public sealed class InitEndTests
{
    // Ended by the command, which is what the test waits for.
    private static readonly TimeSpan s_longWatch = TimeSpan.FromMinutes(5);

    [RootTheory]
    [InlineData("echo first; echo no such interface >&2; sleep 0.05; exit 3", "exit code 3", "no such interface")]
    [InlineData("kill -9 $$", "signal 9", "")]
    public void A_command_that_ends_is_a_failed_start_with_its_last_words(string command, string how, string words)
    {
        using var host = new TestHost();
        string c = host.NewName();
        host.Apply(new NewContainer(c) { Init = ["/bin/sh", "-c", command] }, Wish.Routed(c, "eth0", "10.100.10.0/30"));
        foreach (int attempt in Enumerable.Range(1, 2))
        {
            ContainerNetException error = StartWatched(host, c).Single(e => e is not null)!;
            Assert.Equal(("StartFailed", CtErrorKind.ToolFailed), (error.ErrorId, error.Kind));
            Assert.Contains(how, error.Message, StringComparison.Ordinal);
            Assert.Contains(words, error.Message, StringComparison.Ordinal);
            AssertNothingIsLeft(host, c);
        }
    }

    [RootFact]
    public void What_a_command_left_running_is_taken_back_with_the_start()
    {
        using var host = new TestHost();
        string c = host.NewName();
        string file = host.NewPath(".pid");
        string command = $"(setsid sleep 1000000 & echo $! > {file}); exit 1";
        host.Apply(new NewContainer(c) { Init = ["/bin/sh", "-c", command] }, Wish.Routed(c, "eth0"));
        Assert.NotNull(Assert.Single(StartWatched(host, c)));
        AssertNothingIsLeft(host, c);
        Assert.Null(ProcessRecord.StartTimeOf(int.Parse(File.ReadAllText(file), CultureInfo.InvariantCulture)));
    }

    [RootFact]
    public void Of_several_that_start_together_only_the_one_whose_command_ended_fails()
    {
        using var host = new TestHost();
        string[] names = [.. Enumerable.Range(0, 20).Select(_ => host.NewName())];
        host.Apply(names.Select((n, i) => new NewContainer(n) { Init = i == 3 ? ["false"] : ["sleep", "1000000"] }));
        host.Apply(names.Select((n, i) => Wish.Routed(n, "eth0", $"10.100.10.{4 * i}/30")));
        IReadOnlyList<CtRunOutcome> outcomes = host.TryStart(names);
        Assert.Equal([names[3]], outcomes.Where(o => o.Error is not null).Select(o => o.Name));
        Assert.Equal(19, host.Containers().Count(x => x is { State: CtState.Running, InitPid: not null }));
        AssertNothingIsLeft(host, names[3]);
        Assert.True(host.Answers("10.100.10.2"));
    }

    [RootFact]
    public void A_container_whose_init_has_ended_is_started_anew()
    {
        using var host = new TestHost();
        string c = NewSleeper(host);
        Kill(host, c);
        host.Start(c);
        Assert.Contains("without its init", Assert.Single(host.Told.Warnings), StringComparison.Ordinal);
        Assert.NotNull(host.Container(c).InitPid);
        Assert.True(host.Answers("10.100.10.2"));
        host.Start(c);
        Assert.Empty(host.Told.Warnings);
    }

    [RootFact]
    public void A_container_without_its_interface_is_started_anew_when_nothing_runs_in_it()
    {
        using var host = new TestHost();
        string c = host.NewRouted("10.100.10.0/30");
        host.IpDo($"link del {host.Interface(c, "eth0").HostInterface}");
        host.Start(c);
        Assert.Contains("without its interface eth0", Assert.Single(host.Told.Warnings), StringComparison.Ordinal);
        Assert.True(host.Answers("10.100.10.2"));
    }

    [RootFact]
    public void One_in_which_something_runs_is_not_started_anew_but_named()
    {
        using var host = new TestHost();
        string c = NewSleeper(host);
        host.IpDo($"link del {host.Interface(c, "eth0").HostInterface}");
        ContainerNetException error = host.StartRefused(c);
        Assert.Equal("ContainerIncomplete", error.ErrorId);
        Assert.Contains("eth0", error.Message, StringComparison.Ordinal);
        Assert.Contains($"Stop-Ct {c}", error.Remedy, StringComparison.Ordinal);

        using Process guest = host.StartGuest(c, "sleep", "1000000");
        Kill(host, c);
        error = host.StartRefused(c);
        Assert.Contains("its init", error.Message, StringComparison.Ordinal);
        Assert.Contains($"sleep ({guest.Id})", error.Message, StringComparison.Ordinal);
        host.ForceStop(c);
        Assert.False(guest.HasExited);
        guest.Kill();
        host.Start(c);
        Assert.True(host.Answers("10.100.10.2"));
    }

    private static string NewSleeper(TestHost host)
    {
        string c = host.NewName();
        host.Apply(new NewContainer(c) { Init = ["sleep", "1000000"] }, Wish.Routed(c, "eth0", "10.100.10.0/30"));
        host.Start(c);
        return c;
    }

    private static void Kill(TestHost host, string c)
    {
        host.Run("kill", "-9", $"{host.Container(c).InitPid}");
        while (host.Container(c).InitPid is not null) Thread.Sleep(5);
    }

    private static ContainerNetException?[] StartWatched(TestHost host, string c)
    {
        var engine = new ContainerNetEngine(host.Options with { InitWatch = s_longWatch });
        return [.. host.OnThread(() => engine.Start([c], new Told())).Select(o => o.Error)];
    }

    private static void AssertNothingIsLeft(TestHost host, string c)
    {
        Assert.False(File.Exists($"/run/netns/{c}"));
        Assert.Equal((CtState.Stopped, null), (host.Container(c).State, host.Container(c).InitPid));
        Assert.DoesNotContain(host.Ip("link show"), l => l.ToString().Contains($" {c}/", StringComparison.Ordinal));
        Assert.Equal([$"{c}.log"], Directory.GetFiles(host.Options.RunDirectory, c + ".*").Select(Path.GetFileName));
    }
}
