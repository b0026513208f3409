namespace ContainerNet.Engine.Tests.Scenarios.Changes;

/// <summary>Containers that one call starts: each is whole or not there, whatever happens to the others.</summary>
public sealed class StartTogetherTests
{
    [RootFact]
    public void One_whose_command_ends_at_once_stops_no_other_and_leaves_nothing()
    {
        using var host = new TestHost();
        string[] names = [host.NewName(), host.NewName(), host.NewName()];
        string[][] inits = [["/bin/sleep", "1000"], ["/bin/false"], []];
        host.Apply(names.Select((name, i) => new NewContainer(name) { Init = inits[i] }));
        host.Apply(names.Select((name, i) => Wish.Routed(name, "eth0", $"10.100.20.{i * 4}/30")));

        ContainerNetException error = host.StartRefused(names);
        Assert.Equal("StartFailed", error.ErrorId);
        Assert.Equal([CtState.Running, CtState.Stopped, CtState.Running], States(host, names));
        Assert.DoesNotContain(names[1], host.Run("ip", "netns", "list").Output, StringComparison.Ordinal);
        Assert.DoesNotContain($"{names[1]}/eth0", host.Run("ip", "link").Output, StringComparison.Ordinal);
        Assert.True(host.Answers("10.100.20.2"));
        Assert.True(host.Answers("10.100.20.10"));
    }

    /// <summary>Two containers want the same name of a host link, of which somebody else has one already.</summary>
    [RootFact]
    public void One_whose_link_the_kernel_refuses_stops_no_other_and_leaves_nothing()
    {
        using var host = new TestHost();
        string good = host.NewName();
        string bad = host.NewName();
        host.Apply(new NewContainer(good), Wish.Routed(good, "eth0", "10.100.21.0/30"));
        host.Apply(new NewContainer(bad), Wish.Routed(bad, "eth0", "10.100.21.4/30"));
        string taken = host.Interface(bad, "eth0").HostInterface!;
        host.IpDo($"link add {taken} type bridge");
        ContainerNetException error = host.StartRefused(bad, good);
        Assert.Contains(taken, error.Message, StringComparison.Ordinal);
        Assert.Equal([CtState.Stopped, CtState.Running], States(host, [bad, good]));
        Assert.Equal("bridge", host.Ip($"-details link show {taken}")[0].GetProperty("linkinfo")
            .GetProperty("info_kind").GetString());
        Assert.True(host.Answers("10.100.21.2"));
    }

    private static CtState[] States(TestHost host, string[] names) =>
        [.. names.Select(n => host.Container(n).State)];
}
