namespace ContainerNet.Engine.Tests.Scenarios.Files;

/// <summary>
/// The files inside a container of a real LXC, and what becomes of the container that lxc-create made.
/// </summary>
public sealed class LxcFilesTests
{
    [RootTheory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_preview_is_what_is_written(bool running)
    {
        using var host = new TestHost(TestRuntime.Lxc);
        string c = host.NewContainer();
        host.Apply(Wish.Routed(c, "eth0", "10.100.10.100/30"));
        host.AddIps(c, "eth0", "1.2.3.4");
        if (running) host.Start(c);
        string file = host.Lxc.RootOf(c) + RootTree.Drop + "eth0";
        Assert.Equal(0, host.Run("rm", file).ExitCode);

        CtNetConfigFile preview = host.Preview(c).Single(f => f.Path == RootTree.Drop + "eth0");
        Assert.Equal((CtFileAction.Written, "ifupdown"), (preview.Action, preview.NetworkStack));
        Assert.Equal([RootTree.Drop + "eth0"], host.Drift(c).Select(d => d.What));
        Assert.Contains(RootTree.Drop + "eth0", host.UpdateFiles(c).Select(f => f.Path));
        Assert.Equal(preview.Content, host.Lxc.Read(c, RootTree.Drop + "eth0"));
        Assert.Empty(host.Drift(c));
    }

    [RootFact]
    public void Another_network_stack_gets_its_files_and_the_former_loses_them()
    {
        using var host = new TestHost(TestRuntime.Lxc);
        string c = host.NewContainer();
        const string networkd = "/etc/systemd/network/05-containernet-eth0.network";
        host.Apply(Wish.Routed(c, "eth0", "10.100.10.100/30"));
        host.Apply(new SetContainer(c, "networkd"));
        Assert.Contains("Name=eth0", host.Lxc.Read(c, networkd), StringComparison.Ordinal);
        Assert.Equal("networkd", host.Container(c).NetworkStack);
        Assert.NotEqual(0, host.Run("test", "-e", host.Lxc.RootOf(c) + RootTree.Drop + "eth0").ExitCode);
    }

    /// <summary>LXC's containers are lxc-create's and lxc-destroy's.</summary>
    [RootFact]
    public void A_container_of_LXC_is_neither_made_nor_removed_and_forgets_us_with_its_last_interface()
    {
        using var host = new TestHost(TestRuntime.Lxc);
        string c = host.NewContainer();
        string config = Path.Combine(host.Lxc.FolderOf(c), "config");
        string before = File.ReadAllText(config);
        Assert.Equal("ContainerExists", host.Refused(new NewContainer(c)).ErrorId);
        host.Apply(Wish.Routed(c, "eth0", "10.100.10.100/30"));
        Assert.Equal("RuntimeOwnsContainer", host.Refused(new RemoveContainer(c)).ErrorId);
        Assert.Equal(["eth0"], host.Interfaces(c).Select(i => i.Name));

        host.Apply(new RemoveInterface(c, "eth0"));
        Assert.Equal(before, File.ReadAllText(config));
        Assert.Equal("Lxc", host.Container(c).Runtime);
    }
}
