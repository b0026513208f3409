namespace ContainerNet.Engine.Tests.Scenarios.Lxc;

/// <summary>After lxc-start says that all is well, the interfaces are looked at.</summary>
public sealed class LxcStartCheckTests
{
    [RootFact]
    public void A_container_that_starts_without_its_interface_is_named_and_stopped_again()
    {
        using var host = new TestHost(TestRuntime.Lxc);
        string c = NewLight(host);
        AddHook(host, c, $"ip link del {host.Interface(c, "eth0").HostInterface}");
        ContainerNetException error = host.StartRefused(c);
        Assert.Equal("StartFailed", error.ErrorId);
        Assert.Contains("without its interface eth0", error.Message, StringComparison.Ordinal);
        Assert.Equal(CtState.Stopped, host.Container(c).State);
    }

    [RootFact]
    public void One_that_lacks_an_address_runs_and_a_warning_names_it()
    {
        using var host = new TestHost(TestRuntime.Lxc);
        string c = NewLight(host);
        AddHook(host, c, "nsenter --net=/proc/$LXC_PID/ns/net ip addr del 203.0.113.1/32 dev eth0");
        host.Start(c);
        string warning = Assert.Single(host.Told.Warnings);
        Assert.Contains("address 203.0.113.1/32 is missing", warning, StringComparison.Ordinal);
        host.Repair(c);
        Assert.True(host.Answers("203.0.113.1"));
    }

    [RootFact]
    public void One_that_lost_its_interface_while_it_runs_is_named_by_the_next_start()
    {
        using var host = new TestHost(TestRuntime.Lxc);
        string c = NewLight(host);
        host.Start(c);
        Assert.Empty(host.Told.Warnings);
        host.IpDo($"link del {host.Interface(c, "eth0").HostInterface}");
        ContainerNetException error = host.StartRefused(c);
        Assert.Equal("ContainerIncomplete", error.ErrorId);
        Assert.Contains("eth0", error.Message, StringComparison.Ordinal);
        host.Restart(c);
        Assert.True(host.Answers("203.0.113.1"));
    }

    private static string NewLight(TestHost host)
    {
        string c = host.NewName();
        host.Lxc.AddLight(c);
        host.Apply(Wish.Routed(c, "eth0", "10.100.10.100/30"));
        host.AddIps(c, "eth0", "203.0.113.1");
        return c;
    }

    // After ours, which stands before it.
    private static void AddHook(TestHost host, string c, string command) => File.AppendAllText(
        $"{host.Lxc.FolderOf(c)}/config", $"lxc.hook.start-host = /bin/sh -c '{command}'\n");
}
