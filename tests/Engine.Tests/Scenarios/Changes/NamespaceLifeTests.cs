namespace ContainerNet.Engine.Tests.Scenarios.Changes;

/// <summary>Containers that are network namespaces, made and removed.</summary>
public sealed class NamespaceLifeTests
{
    [RootFact]
    public void A_removed_container_leaves_no_file_and_its_addresses_are_free()
    {
        using var host = new TestHost();
        string c = host.NewRouted("10.100.10.0/30");
        host.AddIps(c, "eth0", "10.8.0.1");
        Assert.Equal("ContainerMustBeStopped", host.Refused(new RemoveContainer(c)).ErrorId);
        host.Stop(c);
        host.Apply(new RemoveContainer(c));
        Assert.Empty(Directory.EnumerateFiles(host.StoreFolder));
        string other = host.NewRouted("10.100.10.0/30");
        host.AddIps(other, "eth0", "10.8.0.1");
        Assert.True(host.Answers("10.8.0.1"));
    }

    /// <summary>A namespace that ip made is not ours to take.</summary>
    [RootFact]
    public void A_name_that_a_network_namespace_has_is_refused_for_a_container()
    {
        using var host = new TestHost();
        string name = host.NewName();
        host.IpDo($"netns add {name}");
        ContainerNetException error = host.Refused(new NewContainer(name));
        Assert.Equal("ContainerExists", error.ErrorId);
        Assert.Contains(name, host.Run("ip", "netns", "list").Output, StringComparison.Ordinal);
    }

    [RootFact]
    public void An_init_runs_in_the_container_and_ends_with_it()
    {
        using var host = new TestHost();
        string c = host.NewName();
        host.Apply(new NewContainer(c) { Init = ["/bin/sleep", "1000"] }, Wish.Routed(c, "eth0"));
        host.Start(c);
        string pid = $"{host.Container(c).InitPid}";
        Assert.Equal($"{c}\n", host.Run("ip", "netns", "identify", pid).Output);
        Assert.Equal("sleep\n", File.ReadAllText($"/proc/{pid}/comm"));
        host.Stop(c);
        Assert.False(Directory.Exists($"/proc/{pid}"));
        Assert.Null(host.Container(c).InitPid);
    }
}
