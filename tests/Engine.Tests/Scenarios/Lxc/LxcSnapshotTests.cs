namespace ContainerNet.Engine.Tests.Scenarios.Lxc;

/// <summary>lxc-snapshot, which empties the folder of a container when it restores it.</summary>
public sealed class LxcSnapshotTests
{
    private const string Ip = "203.0.113.7/32";

    [RootFact]
    public void A_restored_container_starts_with_its_network_as_one_without_us_starts_without()
    {
        using var host = new TestHost(TestRuntime.Lxc);
        string container = Managed(host);
        string control = host.NewName();
        host.Lxc.AddLight(control);
        File.AppendAllText($"{host.Lxc.FolderOf(control)}/config", "lxc.net.0.type = empty\n");
        foreach (string name in new[] { container, control })
        {
            File.WriteAllText(host.Lxc.RootOf(name) + "/etc/kept", "before");
            host.Lxc.Do("lxc-snapshot", name);
            File.WriteAllText(host.Lxc.RootOf(name) + "/etc/kept", "after");
            host.Lxc.Do("lxc-snapshot", name, "-r snap0");
            Assert.Equal("before", File.ReadAllText(host.Lxc.RootOf(name) + "/etc/kept"));
            host.Lxc.Start(name);
        }

        Assert.True(host.Answers("203.0.113.7"));
        Assert.DoesNotContain(host.Drift(container), f => f.Where != "file");
        Assert.Single(host.Ip("link", control));
        host.Stop(container);
        host.Start(container);
        Assert.True(host.Answers("203.0.113.7"));
    }

    [RootFact]
    public void Restored_under_another_name_it_has_none_of_the_interfaces()
    {
        using var host = new TestHost(TestRuntime.Lxc);
        string container = Managed(host);
        string other = host.NewName();
        host.Lxc.AlsoRemove(other);
        host.Lxc.Do("lxc-snapshot", container);
        host.Lxc.Do("lxc-snapshot", container, $"-r snap0 -N {other}");
        host.Lxc.Start(container);
        host.Lxc.Start(other);
        Assert.Single(host.Ip("link", other));
        Assert.True(host.Answers("203.0.113.7"));
        host.Lxc.Do("lxc-snapshot", container, "-d snap0");
    }

    [RootFact]
    public void Without_our_module_and_its_state_it_starts_and_is_restored()
    {
        using var host = new TestHost(TestRuntime.Lxc);
        string container = Managed(host);
        host.Lxc.Do("lxc-snapshot", container);
        Directory.Delete(host.Options.StateDirectory, recursive: true);
        host.Lxc.Do("lxc-snapshot", container, "-r snap0");
        host.Lxc.Start(container);

        // Not the host's: lo of its own.
        Assert.Single(host.Ip("link", container));
        Assert.NotEqual(
            host.Run("readlink", "/proc/self/ns/net").Output,
            host.Run("readlink", host.Lxc.NamespaceOf(container)).Output);
        host.Lxc.Do("lxc-stop", container, "-k");
        host.Lxc.Do("lxc-destroy", container, "-s");
        Assert.False(Directory.Exists(host.Lxc.FolderOf(container)));
    }

    private static string Managed(TestHost host)
    {
        string name = host.NewName();
        host.Lxc.AddLight(name);
        host.Apply(Wish.Routed(name, "eth0", "10.100.10.100/30"));
        host.AddIps(name, "eth0", Ip);
        return name;
    }
}
