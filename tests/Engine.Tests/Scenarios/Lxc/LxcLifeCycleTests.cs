namespace ContainerNet.Engine.Tests.Scenarios.Lxc;

/// <summary>What LXC's own tools do to a container that has interfaces of ours: copy, rename, destroy.</summary>
public sealed class LxcLifeCycleTests
{
    private const string Ip = "203.0.113.7/32";
    private const string Address = "203.0.113.7";

    [RootFact]
    public void A_copy_runs_beside_its_source_and_has_none_of_its_addresses()
    {
        using var host = new TestHost(TestRuntime.Lxc);
        string source = Managed(host);
        string copy = host.NewName();
        host.Lxc.AlsoRemove(copy);
        host.Lxc.Do("lxc-copy", source, $"-N {copy}");
        host.Lxc.Start(source);
        host.Lxc.Start(copy);
        Assert.Single(host.Ip("link", copy));
        Assert.True(host.Answers(Address));
        Assert.Equal(CtState.Running, host.Container(copy).State);
        Assert.Empty(host.Interfaces(copy));
        host.Stop(copy);
        host.Start(copy);
        Assert.Contains(host.Told.Warnings, w => w.Contains($"{copy} is a copy of {source}", StringComparison.Ordinal)
            && w.Contains("New-CtNetIf", StringComparison.Ordinal));
        Assert.Single(host.Ip("link", copy));

        // The source's links outlive the copy's end.
        host.Stop(copy);
        Assert.True(host.Answers(Address));
        host.Apply(Wish.Routed(copy, "eth0", "10.100.10.104/30"));
        host.AddIps(copy, "eth0", "203.0.113.8/32");
        host.Lxc.Start(copy);
        Assert.True(host.Answers("203.0.113.8"));
        Assert.True(host.Answers(Address));
    }

    [RootFact]
    public void The_sources_addresses_in_a_copys_files_are_named_and_removed()
    {
        using var host = new TestHost(TestRuntime.Lxc);
        string source = Light(host);
        using (var debian = RootTree.Debian())
        {
            Assert.Equal(0, host.Run("cp", "-r", $"{debian.Folder}/.", host.Lxc.RootOf(source)).ExitCode);
        }

        host.Apply(Wish.Routed(source, "eth0", "10.100.10.100/30"));
        host.AddIps(source, "eth0", Ip);
        string copy = host.NewName();
        host.Lxc.AlsoRemove(copy);
        host.Lxc.Do("lxc-copy", source, $"-N {copy}");
        string file = RootTree.Drop + "eth0";
        Assert.Contains(Address, host.Lxc.Read(copy, file));
        Assert.Contains(host.Drift(copy), f => f.What == file && f.Expected == "absent");
        host.Repair(copy);
        Assert.Empty(host.Drift(copy));
        Assert.False(File.Exists(host.Lxc.RootOf(copy) + file));
        Assert.Contains(Address, host.Lxc.Read(source, file));
    }

    [RootFact]
    public void An_ephemeral_copy_starts_and_ends_without_touching_its_source()
    {
        using var host = new TestHost(TestRuntime.Lxc);
        string source = Managed(host);
        string copy = host.NewName();
        host.Lxc.AlsoRemove(copy);
        host.Lxc.Do("lxc-copy", source, $"-e -N {copy} > /dev/null 2>&1");
        host.Lxc.Start(source);
        Assert.Single(host.Ip("link", copy));
        host.Lxc.Do("lxc-stop", copy, "-k");
        Assert.True(host.Answers(Address));

        // LXC says that it is stopped before it destroys it.
        Patience.Until(() => host.Containers().All(c => c.Name != copy), "the end of the copy");
    }

    [RootFact]
    public void A_copy_in_another_lxcpath_has_nothing_of_the_first_of_its_name()
    {
        using var host = new TestHost(TestRuntime.Lxc);
        string name = Managed(host);
        string path = Directory.CreateDirectory(host.NewPath("")).FullName;
        host.Lxc.Do("lxc-copy", name, $"-N {name} -p {path}");
        host.Lxc.Start(name);
        try
        {
            Tool other = host.Run("sh", "-c", $"lxc-start -n {name} -P {path} < /dev/null > /dev/null 2>&1");
            Assert.Equal(0, other.ExitCode);
            string pid = host.Run("lxc-info", "-pH", "-n", name, "-P", path).Output.Trim();
            Assert.Single(host.Run("nsenter", "-t", pid, "-n", "ip", "-br", "link").Output.Trim().Split('\n'));
            Assert.True(host.Answers(Address));
        }
        finally
        {
            host.Run("lxc-stop", "-k", "-n", name, "-P", path);
        }

        Assert.True(host.Answers(Address));
    }

    [RootFact]
    public void Another_way_to_the_same_lxcpath_is_the_same_container()
    {
        using var host = new TestHost(TestRuntime.Lxc);
        string name = Managed(host);
        string path = host.NewPath("");
        File.CreateSymbolicLink(path, host.LxcPath);
        foreach (string way in new[] { path, $"{host.LxcPath}/../{Path.GetFileName(host.LxcPath)}/" })
        {
            Assert.Equal(0, host.Run("sh", "-c", $"lxc-start -n {name} -P {way} < /dev/null > /dev/null 2>&1").ExitCode);
            Assert.True(host.Answers(Address));
            Assert.Equal(0, host.Run("lxc-stop", "-k", "-n", name, "-P", way).ExitCode);
            Patience.Until(() => host.Ip("link").Length == 1, "lo alone");
        }
    }

    [RootFact]
    public void A_renamed_container_starts_and_is_adopted_with_one_cmdlet()
    {
        using var host = new TestHost(TestRuntime.Lxc);
        string former = Managed(host);
        string name = host.NewName();
        host.Lxc.AlsoRemove(name);
        host.Lxc.Do("lxc-copy", former, $"-R -N {name}");
        host.Lxc.Start(name);
        Assert.Single(host.Ip("link", name));
        host.Stop(name);
        Assert.Equal(CtState.Gone, host.Container(former).State);
        CtNetIfFinding finding = Assert.Single(host.Drift(name));
        Assert.Contains(former, finding.Expected);
        host.Repair(name);
        Assert.Empty(host.Drift(name));
        Assert.DoesNotContain(host.Containers(), c => c.Name == former);
        Assert.Equal([Ip], host.Ips(name, "eth0"));
        host.Lxc.Start(name);
        Assert.True(host.Answers(Address));
        Assert.False(Directory.Exists($"{host.Options.StateDirectory}/lxc/{former}"));
    }

    [RootFact]
    public void Of_two_copies_of_a_container_that_is_gone_none_is_taken_for_it()
    {
        using var host = new TestHost(TestRuntime.Lxc);
        string source = Managed(host);
        string[] copies = [host.NewName(), host.NewName()];
        foreach (string copy in copies)
        {
            host.Lxc.AlsoRemove(copy);
            host.Lxc.Do("lxc-copy", source, $"-N {copy}");
        }

        host.Lxc.Do("lxc-destroy", source);
        Assert.All(copies, copy => Assert.Empty(host.Drift(copy)));
    }

    [RootFact]
    public void A_destroyed_container_is_gone_and_Remove_frees_what_it_had()
    {
        using var host = new TestHost(TestRuntime.Lxc);
        string name = Managed(host);
        string other = Light(host);
        host.Apply(Wish.Routed(other, "eth0"));
        Assert.Equal("RuntimeOwnsContainer", host.Refused(new RemoveContainer(name)).ErrorId);
        host.Lxc.Do("lxc-destroy", name);
        Assert.Equal(CtState.Gone, host.Container(name).State);
        CtNetIfFinding finding = Assert.Single(host.Drift(name));
        Assert.Equal(("container", "gone", false), (finding.What, finding.Actual, finding.Repairable));
        Assert.Contains($"Remove-Ct {name}", Assert.Single(host.TryRepair(name)).Remedy);

        ContainerNetException taken = host.Refused(Wish.AddIp(other, "eth0", Ip));
        Assert.Equal("AddressInUse", taken.ErrorId);
        Assert.Contains($"Lxc no longer has {name}", taken.Message);
        Assert.Contains($"Remove-Ct {name}", taken.Remedy);
        taken = host.Refused(Wish.Routed(other, "eth1", "10.100.10.100/30"));
        Assert.Contains($"Remove-Ct {name}", taken.Remedy);
        Assert.Contains($"Remove-Ct {name}", host.StartRefused(name).Remedy);

        host.Apply(new RemoveContainer(name));
        Assert.DoesNotContain(host.Containers(), c => c.Name == name);
        Assert.False(File.Exists(host.FileOf(name)));
        Assert.False(Directory.Exists($"{host.Options.StateDirectory}/lxc/{name}"));
        host.AddIps(other, "eth0", Ip);
    }

    [RootFact]
    public void Made_again_it_differs_while_it_is_stopped_and_is_repaired()
    {
        using var host = new TestHost(TestRuntime.Lxc);
        string name = Managed(host);
        host.Lxc.Do("lxc-destroy", name);
        host.Lxc.AddLight(name);
        string config = $"{host.Lxc.FolderOf(name)}/config";
        Assert.Equal(config, Assert.Single(host.Drift(name)).What);
        host.Repair(name);
        Assert.Empty(host.Drift(name));
        host.Lxc.Start(name);
        Assert.True(host.Answers(Address));
    }

    [RootFact]
    public void Each_of_our_files_is_part_of_drift_and_Update_writes_it_too()
    {
        using var host = new TestHost(TestRuntime.Lxc);
        string name = Managed(host);
        string folder = $"{host.Options.StateDirectory}/lxc/{name}";
        foreach (string file in Directory.GetFiles(folder))
        {
            File.Delete(file);
            Assert.Equal(file, Assert.Single(host.Drift(name)).What);
            host.Repair(name);
            Assert.Empty(host.Drift(name));
        }

        Directory.Delete(folder, recursive: true);
        Assert.NotEmpty(host.Drift(name));
        host.Call((engine, told) => engine.UpdateFiles([name], false, told));
        Assert.Empty(host.Drift(name));
        host.Lxc.Start(name);
        Assert.True(host.Answers(Address));
    }

    [RootFact]
    public void With_its_last_interface_removed_it_starts_as_one_that_never_had_any()
    {
        using var host = new TestHost(TestRuntime.Lxc);
        string control = Light(host);
        string name = Light(host);
        string config = $"{host.Lxc.FolderOf(name)}/config";
        byte[] before = File.ReadAllBytes(config);
        host.Apply(Wish.Routed(name, "eth0", "10.100.10.100/30"));
        host.Apply(new RemoveInterface(name, "eth0"));
        Assert.Equal(before, File.ReadAllBytes(config));
        foreach (string container in new[] { control, name })
        {
            host.Lxc.Start(container);
            Assert.NotEqual(
                host.Run("readlink", "/proc/self/ns/net").Output,
                host.Run("readlink", host.Lxc.NamespaceOf(container)).Output);
        }

        Assert.Equal(KernelState.Of(host, control), KernelState.Of(host, name));
    }

    private static string Light(TestHost host)
    {
        string name = host.NewName();
        host.Lxc.AddLight(name);
        return name;
    }

    private static string Managed(TestHost host)
    {
        string name = Light(host);
        host.Apply(Wish.Routed(name, "eth0", "10.100.10.100/30"));
        host.AddIps(name, "eth0", Ip);
        return name;
    }
}
