namespace ContainerNet.Engine.Tests.Scenarios.Files;

/// <summary>The files inside a container follow each change, running or stopped.</summary>
public sealed class FilesFollowTests
{
    /// <summary>While it is stopped too, where nothing but the file tells what the container is to have.</summary>
    [RootTheory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_address_is_in_the_file_as_soon_as_it_is_given_and_gone_when_it_is_taken(bool running)
    {
        using var tree = RootTree.Debian();
        using var host = new TestHost();
        string c = host.NewRouted(tree);
        if (running) host.Start(c);
        host.AddIps(c, "eth0", "1.2.3.4", "2001:db8:1::1");
        string given = tree.Read(RootTree.Drop + "eth0");
        Assert.Contains("1.2.3.4/32", given, StringComparison.Ordinal);
        Assert.Contains("src 2001:db8:1::1", given, StringComparison.Ordinal);

        host.AddIps(c, "eth0", "5.6.7.8");
        host.RemoveIps(c, "eth0", "1.2.3.4");
        string later = tree.Read(RootTree.Drop + "eth0");
        Assert.DoesNotContain("1.2.3.4", later, StringComparison.Ordinal);
        Assert.Contains("src 5.6.7.8", later, StringComparison.Ordinal);
    }

    [RootFact]
    public void The_files_are_the_same_whether_the_container_ran_or_not()
    {
        string[] files = [FileAfter(running: false), FileAfter(running: true)];
        Assert.Equal(files[0], files[1]);
    }

    [RootFact]
    public void A_renamed_interface_takes_its_file_along_and_a_removed_one_leaves_nothing()
    {
        using var tree = RootTree.Debian();
        string[] before = [.. tree.Entries()];
        using var host = new TestHost();
        string c = host.NewRouted(tree);
        host.Apply(new RenameInterface(c, "eth0", "lan.5"));
        Assert.False(tree.Has(RootTree.Drop + "eth0"));
        Assert.Contains("auto lan.5", tree.Read(RootTree.Drop + "lan_5"), StringComparison.Ordinal);
        host.Apply(new RemoveInterface(c, "lan.5"));
        Assert.Equal(before, tree.Entries().Where(e => !e.Contains("/interfaces.d ", StringComparison.Ordinal)));
    }

    /// <summary>A file of routes is one of its own, that no change of the interface's file would take away.</summary>
    [RootTheory]
    [InlineData("ifcfg", "/etc/sysconfig/network-scripts/route")]
    [InlineData("wicked", "/etc/sysconfig/network/ifroute")]
    public void A_file_of_routes_goes_with_the_last_address_that_needs_it(string stack, string file)
    {
        using var tree = RootTree.Debian();
        using var host = new TestHost();
        host.NewBridge("br0", "192.0.2.1/24");
        string c = host.NewContainer(tree);
        host.Apply(new SetContainer(c, stack));
        host.Apply(Wish.Bridged(c, "eth0", "br0"));
        Assert.False(tree.Has(file + "-eth0"));
        host.AddIps(c, "eth0", "192.0.2.9/24");
        Assert.Contains("192.0.2.1", tree.Read(file + "-eth0"), StringComparison.Ordinal);
        host.Apply(new RenameInterface(c, "eth0", "lan0"));
        Assert.Equal((false, true), (tree.Has(file + "-eth0"), tree.Has(file + "-lan0")));
        host.RemoveIps(c, "lan0", "192.0.2.9");
        Assert.False(tree.Has(file + "-lan0"));
    }

    [RootFact]
    public void A_removed_container_leaves_its_root_file_system_as_it_was()
    {
        using var tree = RootTree.Debian();
        string[] before = [.. tree.Entries()];
        using var host = new TestHost();
        string c = host.NewRouted(tree);
        Assert.NotEqual(before, tree.Entries());
        host.Apply(new RemoveContainer(c));
        Assert.Equal(before, tree.Entries().Where(e => !e.Contains("/interfaces.d ", StringComparison.Ordinal)));
        (string parent, string name) = (Path.GetDirectoryName(tree.Folder)!, Path.GetFileName(tree.Folder));
        Assert.Equal([tree.Folder], Directory.GetFileSystemEntries(parent, $"*{name}*"));
    }

    [RootFact]
    public void What_does_not_change_is_not_written()
    {
        using var tree = RootTree.Debian();
        using var host = new TestHost();
        string c = host.NewRouted(tree);
        host.Apply(Wish.Routed(c, "eth1", "10.100.10.104/30"));
        tree.Age();
        host.UpdateFiles(c);
        host.Start(c);
        host.Stop(c);
        Assert.Empty(tree.New());
        host.AddIps(c, "eth1", "9.9.9.9");
        Assert.Equal([RootTree.Drop + "eth1"], tree.New());
    }

    [RootFact]
    public void A_new_interface_has_a_file_and_a_new_setting_is_in_it()
    {
        using var tree = RootTree.Debian();
        using var host = new TestHost();
        string c = host.NewRouted(tree);
        Assert.Contains("10.100.10.102/30", tree.Read(RootTree.Drop + "eth0"), StringComparison.Ordinal);
        host.Apply(Wish.Set(c, "eth0", new InterfaceSettings { Mtu = 1400 }));
        Assert.Contains("mtu 1400", tree.Read(RootTree.Drop + "eth0"), StringComparison.Ordinal);
    }

    [RootFact]
    public void Another_network_stack_gets_its_files_and_the_former_loses_them()
    {
        using var tree = RootTree.Debian();
        const string networkd = "/etc/systemd/network/05-containernet-eth0.network";
        using var host = new TestHost();
        string c = host.NewRouted(tree);
        host.Apply(new SetContainer(c, "networkd"));
        Assert.Contains("Name=eth0", tree.Read(networkd), StringComparison.Ordinal);
        Assert.False(tree.Has(RootTree.Drop + "eth0"));
        Assert.Equal("networkd", host.Container(c).NetworkStack);

        host.Apply(new SetContainer(c, NetworkStack: null));
        Assert.False(tree.Has(networkd));
        Assert.True(tree.Has(RootTree.Drop + "eth0"));
        Assert.Equal("ifupdown", host.Container(c).NetworkStack);
    }

    private static string FileAfter(bool running)
    {
        using var tree = RootTree.Debian();
        using var host = new TestHost();
        string c = host.NewRouted(tree);
        if (running) host.Start(c);
        host.AddIps(c, "eth0", "1.2.3.4", "10.5.5.1/24", "2001:db8:1::1");
        host.RemoveIps(c, "eth0", "1.2.3.4");
        return tree.Read(RootTree.Drop + "eth0");
    }
}
