using System.Diagnostics;
using ContainerNet.Engine.Linux;

namespace ContainerNet.Engine.Tests.Scenarios.NetNs;

/// <summary>What others have in a container's namespace, or under its name, is theirs.</summary>
public sealed class StopUseTests
{
    [RootFact]
    public void A_namespace_that_others_use_is_stopped_only_by_force_and_they_go_on()
    {
        using var host = new TestHost();
        string used = host.NewRouted("10.100.10.0/30");
        string free = host.NewRouted("10.100.10.4/30");
        using Process guest = host.StartGuest(used, "sleep", "1000000");
        ContainerNetException error = host.StopRefused(used, free);
        Assert.Equal(("ContainerInUse", CtErrorKind.Busy), (error.ErrorId, error.Kind));
        Assert.Contains($"sleep ({guest.Id})", error.Message, StringComparison.Ordinal);
        Assert.Contains("-Force", error.Remedy, StringComparison.Ordinal);
        Assert.Equal((CtState.Running, CtState.Stopped), (host.Container(used).State, host.Container(free).State));
        Assert.True(host.Answers("10.100.10.2"));

        host.ForceStop(used);
        Assert.Equal(CtState.Stopped, host.Container(used).State);
        Assert.Equal(["lo"], host.Ip("link show").Select(l => l.GetProperty("ifname").GetString()));
        Assert.False(guest.HasExited);
        guest.Kill();
    }

    [RootFact]
    public void The_check_alone_refuses_the_same_and_stops_nothing()
    {
        using var host = new TestHost();
        string c = host.NewRouted();
        using Process guest = host.StartGuest(c, "sleep", "1000000");
        Assert.Equal("ContainerInUse", Check(host, c, force: false));
        Assert.Null(Check(host, c, force: true));
        guest.Kill();
        guest.WaitForExit();
        Assert.Null(Check(host, c, force: false));
        Assert.Equal("ContainerNotFound", Check(host, "nosuch", force: true));
        Assert.Equal(CtState.Running, host.Container(c).State);
    }

    /// <summary>A daemon leaves its parent and its session, and is the command's all the same.</summary>
    [RootTheory]
    [InlineData("sleep 1000000 & echo $! > FILE; exec sleep 1000000")]
    [InlineData("(setsid sleep 1000000 & echo $! > FILE); exec sleep 1000000")]
    public void What_a_command_has_begun_ends_with_it(string command)
    {
        using var host = new TestHost();
        string file = host.NewPath(".pid");
        string c = host.NewName();
        string words = command.Replace("FILE", file, StringComparison.Ordinal);
        host.Apply(new NewContainer(c) { Init = ["/bin/sh", "-c", words] }, Wish.Routed(c, "eth0"));
        host.Start(c);
        int daemon;
        while (!File.Exists(file) || !int.TryParse(File.ReadAllText(file), out daemon)) Thread.Sleep(5);
        host.Stop(c);
        Assert.Null(ProcessRecord.StartTimeOf(daemon));
    }

    [RootFact]
    public void A_namespace_of_the_containers_name_that_somebody_made_is_left_alone_and_named()
    {
        using var host = new TestHost();
        string c = host.NewContainer();
        host.Apply(Wish.Routed(c, "eth0"));
        host.IpDo($"netns add {c}");
        Assert.Equal(CtState.Stopped, host.Container(c).State);
        AssertLeftAlone(host, c);
        host.Apply(new RemoveContainer(c));
        Assert.True(File.Exists($"/run/netns/{c}"));
    }

    /// <summary>The kernel gives the number of a namespace that has gone to the next one.</summary>
    [RootFact]
    public void Also_one_that_took_the_place_of_ours()
    {
        using var host = new TestHost();
        string c = host.NewRouted();
        host.IpDo($"netns delete {c}");
        host.IpDo($"netns add {c}");
        AssertLeftAlone(host, c);
        host.IpDo($"netns delete {c}");
        host.Start(c);
        Assert.Empty(host.Drift(c));
    }

    /// <summary>What a first version has started, or whose records are lost.</summary>
    [RootFact]
    public void A_namespace_without_a_record_is_ours_when_its_interfaces_are()
    {
        using var host = new TestHost();
        string c = host.NewRouted();
        Directory.Delete(host.Options.RunDirectory, recursive: true);
        Assert.Equal(CtState.Running, host.Container(c).State);
        host.Stop(c);
        Assert.False(File.Exists($"/run/netns/{c}"));
    }

    private static void AssertLeftAlone(TestHost host, string c)
    {
        string before = host.Run("stat", "-Lc", "%i %.7Y", $"/run/netns/{c}").Output;
        host.Stop(c);
        Assert.Contains("was not made by ContainerNet", Assert.Single(host.Told.Warnings), StringComparison.Ordinal);
        ContainerNetException error = host.StartRefused(c);
        Assert.Equal("NamespaceInUse", error.ErrorId);
        Assert.Contains($"/run/netns/{c}", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, host.Run("stat", "-Lc", "%i %.7Y", $"/run/netns/{c}").Output);
    }

    private static string? Check(TestHost host, string c, bool force) =>
        host.Call((engine, told) => engine.CheckStop([c], force, told)).Single().Error?.ErrorId;
}
