namespace ContainerNet.Engine.Tests.Scenarios.NetNs;

/// <summary>
/// What containernet-netns@.service runs at boot, where no PowerShell is: the same network as a start of ours, and what
/// is ours knows it as its own.
/// </summary>
public sealed class BootScriptTests
{
    [RootFact]
    public void It_makes_the_same_as_a_start_and_takes_it_down()
    {
        using var host = new TestHost(ownMounts: true);
        string c = NewContainer(host);
        string clean = KernelState.Of(host);
        host.Start(c);
        string[] started = StateOf(host, c);
        host.Stop(c);

        AssertDone(Script(host, c, "up"));
        Assert.Equal(started, StateOf(host, c));
        Assert.Empty(host.Drift(c));
        Assert.Equal(CtState.Running, host.Container(c).State);
        Assert.True(host.Answers("203.0.113.1"));
        Assert.True(host.Answers("2001:db8:1::1"));

        // What runs already is not made twice.
        AssertDone(Script(host, c, "up"));
        Assert.Equal(started, StateOf(host, c));
        AssertDone(Script(host, c, "down"));
        Assert.Equal(clean, KernelState.Of(host));
        Assert.Equal(CtState.Stopped, host.Container(c).State);
        AssertDone(Script(host, c, "down"));
    }

    [RootFact]
    public void What_it_has_made_is_changed_and_stopped_as_ever()
    {
        using var host = new TestHost(ownMounts: true);
        string c = NewContainer(host);
        string clean = KernelState.Of(host);
        AssertDone(Script(host, c, "up"));
        host.AddIps(c, "eth0", "203.0.113.9");
        Assert.True(host.Answers("203.0.113.9"));
        host.Stop(c);
        Assert.Equal(clean, KernelState.Of(host));
        AssertDone(Script(host, c, "up"));
        Assert.True(host.Answers("203.0.113.9"));
        host.Stop(c);
    }

    [RootTheory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_containers_command_runs_and_ends_with_it(bool rooted)
    {
        using var tree = RootTree.Unknown();
        tree.AddInit("exec /bin/busybox sleep 1000000");
        using var host = new TestHost(ownMounts: true);
        string c = host.NewName();
        string[] init = rooted ? ["/bin/busybox", "sleep", "1000000"] : ["/bin/sh", "-c", "echo \"it's up\"; exec sleep 1000000"];
        host.Apply(
            new NewContainer(c) { RootFs = rooted ? tree.Folder : null, Init = init }, Wish.Routed(c, "eth0"));
        AssertDone(Script(host, c, "up"));
        int pid = host.Container(c).InitPid ?? 0;
        Assert.Equal($"{c}\n", host.Run("ip", "netns", "identify", $"{pid}").Output);
        if (!rooted) Assert.Equal("it's up\n", File.ReadAllText($"{host.Options.RunDirectory}/{c}.log"));
        AssertDone(Script(host, c, "down"));
        Assert.False(Directory.Exists($"/proc/{pid}") && File.Exists($"/proc/{pid}/exe"));

        AssertDone(Script(host, c, "up"));
        host.Stop(c);
        Assert.Null(host.Container(c).InitPid);
    }

    [RootFact]
    public void A_command_that_ends_at_once_fails_and_nothing_is_left()
    {
        using var host = new TestHost(ownMounts: true);
        string c = host.NewName();
        host.Apply(
            new NewContainer(c) { Init = ["/bin/sh", "-c", "echo no such interface; exit 3"] }, Wish.Routed(c, "eth0"));
        string clean = KernelState.Of(host);
        Tool tool = Script(host, c, "up");
        Assert.NotEqual(0, tool.ExitCode);
        Assert.Contains("no such interface", tool.Error, StringComparison.Ordinal);
        Assert.Equal(clean, KernelState.Of(host));
        Assert.False(File.Exists($"/run/netns/{c}"));
    }

    [RootFact]
    public void What_the_kernel_refuses_is_named_and_nothing_is_left()
    {
        using var host = new TestHost(ownMounts: true);
        host.NewBridge("ctbr0", "192.0.2.1/24");
        string c = host.NewContainer();
        host.Apply(Wish.Routed(c, "eth0", "10.100.10.0/30"), Wish.Bridged(c, "eth1", "ctbr0"));
        host.IpDo("link del ctbr0");
        string clean = KernelState.Of(host);
        Tool tool = Script(host, c, "up");
        Assert.NotEqual(0, tool.ExitCode);
        Assert.Contains("ctbr0", tool.Error, StringComparison.Ordinal);
        Assert.Equal(clean, KernelState.Of(host));
        Assert.Equal(CtState.Stopped, host.Container(c).State);
        Assert.False(File.Exists($"/run/netns/{c}"));
    }

    [RootFact]
    public void A_namespace_that_somebody_else_made_is_refused_and_left()
    {
        using var host = new TestHost(ownMounts: true);
        string c = NewContainer(host);
        host.IpDo($"netns add {c}");
        Tool tool = Script(host, c, "up");
        Assert.NotEqual(0, tool.ExitCode);
        Assert.Contains("was not made by ContainerNet", tool.Error, StringComparison.Ordinal);
        AssertDone(Script(host, c, "down"));
        Assert.True(File.Exists($"/run/netns/{c}"));
    }

    [RootFact]
    public void It_is_part_of_drift_and_repair_and_goes_with_the_container()
    {
        using var host = new TestHost(ownMounts: true);
        string c = NewContainer(host);
        string path = PathOf(host, c);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
        string written = File.ReadAllText(path);
        File.Delete(path);
        Assert.Equal(path, Assert.Single(host.Drift(c)).What);
        host.Repair(c);
        Assert.Equal(written, File.ReadAllText(path));
        host.Refused(new NewContainer(c));
        Assert.Equal(written, File.ReadAllText(path));
        host.Apply(new RemoveContainer(c));
        Assert.False(File.Exists(path));
    }

    private static string NewContainer(TestHost host)
    {
        string c = host.NewContainer();
        NewInterface routed = Wish.Routed(c, "eth0", "10.100.10.100/30", "2001:db8:100::/126");
        host.Apply(routed with { Settings = routed.Settings with { Mtu = 1400, TxQueues = 2 } }, Wish.Routed(c, "eth1"));
        host.AddIps(c, "eth0", "203.0.113.1", "203.0.113.2", "2001:db8:1::1");
        host.Apply(
            Wish.Set(c, "eth0", Wish.Limits("10m", "20m")), Wish.AddRoute(c, "eth0", "198.51.100.0/24", "203.0.113.1"));
        return c;
    }

    // The order in which links are made is another.
    private static string[] StateOf(TestHost host, string c) =>
        [.. KernelState.Of(host, c).Split('\n').Order(StringComparer.Ordinal)];

    private static string PathOf(TestHost host, string c) => Path.Combine(host.Options.StateDirectory, "netns", c);

    private static Tool Script(TestHost host, string c, string word) => host.Run("/bin/sh", PathOf(host, c), word);

    private static void AssertDone(Tool tool) => Assert.Equal((0, ""), (tool.ExitCode, tool.Error));
}
