namespace ContainerNet.Engine.Tests.Scenarios.Files;

/// <summary>What the administrator of a container has a say in, and what they can't do to the host.</summary>
public sealed class AdministratorTests
{
    [RootFact]
    public void A_file_without_write_permission_is_left_alone_with_a_warning()
    {
        using var tree = RootTree.Debian();
        using var host = new TestHost();
        string c = host.NewRouted(tree);
        string file = tree.PathOf(RootTree.Drop + "eth0");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        string before = File.ReadAllText(file);

        host.Start(c);
        Assert.Empty(host.Told.Warnings);
        host.AddIps(c, "eth0", "1.2.3.4");
        Assert.Contains(RootTree.Drop + "eth0", Assert.Single(host.Told.Warnings), StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllText(file));
        Assert.True(host.Answers("1.2.3.4"));
    }

    [RootFact]
    public void An_edited_file_is_kept_until_it_is_replaced_by_force()
    {
        using var tree = RootTree.Debian();
        using var host = new TestHost();
        string c = host.NewRouted(tree);
        string ours = tree.Read(RootTree.Drop + "eth0");
        string edited = ours + "    # by hand\n";
        tree.Write(RootTree.Drop + "eth0", edited);

        host.AddIps(c, "eth0", "1.2.3.4");
        Assert.Contains("changed by hand", Assert.Single(host.Told.Warnings), StringComparison.Ordinal);
        Assert.Equal(edited, tree.Read(RootTree.Drop + "eth0"));
        Assert.Equal([CtFileAction.Kept], host.Preview(c).Select(f => f.Action));
        string[] beside = Directory.GetFiles(tree.PathOf("/etc/network/interfaces.d"), "*containernet-new");
        Assert.Contains("1.2.3.4/32", File.ReadAllText(Assert.Single(beside)), StringComparison.Ordinal);

        host.UpdateFiles(c, force: true);
        Assert.Contains("1.2.3.4/32", tree.Read(RootTree.Drop + "eth0"), StringComparison.Ordinal);
        Assert.Equal(["containernet-eth0"],
            Directory.GetFiles(tree.PathOf("/etc/network/interfaces.d")).Select(Path.GetFileName));
    }

    [RootFact]
    public void An_unknown_distribution_with_an_init_of_its_own_has_the_host_side_only_and_one_warning_says_so()
    {
        using var host = new TestHost(TestRuntime.Lxc);
        string c = host.NewName();
        host.Lxc.AddLight(c);
        File.AppendAllText($"{host.Lxc.FolderOf(c)}/config", "lxc.init.cmd = /sbin/init\n");
        File.WriteAllText($"{host.Lxc.RootOf(c)}/etc/os-release", "ID=novelty\nPRETTY_NAME=\"Novelty 1\"\n");
        host.Apply(Wish.Routed(c, "eth0", "10.100.10.100/30"));
        string warning = Assert.Single(host.Told.Warnings);
        Assert.Contains("Novelty 1", warning, StringComparison.Ordinal);
        Assert.Contains("only the host's side", warning, StringComparison.Ordinal);
        host.AddIps(c, "eth0", "1.2.3.4");
        Assert.Empty(host.Told.Warnings);
        host.Call((engine, told) => engine.UpdateFiles([c], force: false, told));
        Assert.Single(host.Told.Warnings);
    }

    /// <summary>Also where something inside is called init: without files that it reads, nobody else does it.</summary>
    [RootTheory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_unknown_distribution_that_configures_nothing_is_configured_from_outside(bool init)
    {
        using var tree = RootTree.Unknown();
        tree.AddInit("exec /bin/busybox sleep 1000000");
        string[] before = [.. tree.Entries()];
        using var host = new TestHost();
        string c = host.NewName();
        string[] command = init ? ["/sbin/init"] : [];
        host.Apply(
            new NewContainer(c) { RootFs = tree.Folder, Init = command }, Wish.Routed(c, "eth0", "10.100.10.100/30"));
        Assert.Empty(host.Told.Warnings);
        host.AddIps(c, "eth0", "1.2.3.4");
        host.Start(c);
        Assert.True(host.Answers("1.2.3.4"));
        Assert.Equal(before, tree.Entries());
        Ct shown = host.Container(c);
        Assert.Equal(("novelty", null), (shown.Distribution, shown.NetworkStack));
    }

    /// <summary>A link that the container's root planted leads to somewhere inside, or nowhere.</summary>
    [RootTheory]
    [InlineData("/etc/network", "/", false)]
    [InlineData("/etc/network", "../../../../../../../..", false)]
    [InlineData("/etc/network/interfaces.d", "/proc/1/root/tmp", true)]
    [InlineData("/etc/network/interfaces.d", "OUTSIDE", true)]
    [InlineData("/etc/network/interfaces", "OUTSIDE/file", true)]
    public void A_hostile_link_touches_nothing_outside_and_the_host_side_works(
        string link, string target, bool leadsNowhere)
    {
        using var tree = RootTree.Debian();
        using var host = new TestHost();
        string outside = Directory.CreateDirectory(host.NewPath("-outside")).FullName;
        File.WriteAllText(outside + "/file", "iface eth0 inet dhcp\n");
        Plant(tree.PathOf(link), target.Replace("OUTSIDE", outside, StringComparison.Ordinal));
        string c = host.NewContainer(tree);

        host.Apply(Wish.Routed(c, "eth0", "10.100.10.100/30"));
        if (leadsNowhere) Assert.Contains(link, Assert.Single(host.Told.Warnings), StringComparison.Ordinal);
        else Assert.True(tree.Has("/interfaces.d/containernet-eth0"));
        host.AddIps(c, "eth0", "1.2.3.4");
        host.Start(c);
        Assert.True(host.Answers("1.2.3.4"));
        Assert.Equal(["file"], Directory.GetFileSystemEntries(outside).Select(Path.GetFileName));
        Assert.Equal("iface eth0 inet dhcp\n", File.ReadAllText(outside + "/file"));
        Assert.False(File.Exists("/tmp/containernet-eth0"));
        Assert.False(Directory.Exists("/interfaces.d"));
    }

    [RootTheory]
    [InlineData("mkfifo")]
    [InlineData("mkdir")]
    public void What_is_no_file_in_the_place_of_ours_is_a_warning(string maker)
    {
        using var tree = RootTree.Debian();
        Directory.CreateDirectory(tree.PathOf("/etc/network/interfaces.d"));
        using var host = new TestHost();
        host.Run(maker, tree.PathOf(RootTree.Drop + "eth0"));
        string c = host.NewContainer(tree);
        host.Apply(Wish.Routed(c, "eth0", "10.100.10.100/30"));
        Assert.Contains(RootTree.Drop + "eth0", Assert.Single(host.Told.Warnings), StringComparison.Ordinal);
        host.AddIps(c, "eth0", "1.2.3.4");
        host.Start(c);
        Assert.True(host.Answers("1.2.3.4"));
    }

    private static void Plant(string path, string target)
    {
        if (Directory.Exists(path)) Directory.Delete(path, recursive: true);
        else File.Delete(path);
        File.CreateSymbolicLink(path, target);
    }
}
