namespace ContainerNet.Engine.Tests.Scenarios.Changes;

/// <summary>Every difference between the desired state and the kernel and files is named, and mended.</summary>
public abstract class DriftTests(TestRuntime runtime)
{
    [RootFact]
    public void Flushed_routes_a_lost_address_and_an_edited_file_are_named_and_mended()
    {
        using RootTree? tree = runtime == TestRuntime.NetNs ? RootTree.Debian() : null;
        using var host = new TestHost(runtime);
        string c = tree is null ? host.NewContainer() : host.NewContainer(tree);
        string root = tree?.Folder ?? host.Lxc.RootOf(c);
        host.Apply(Wish.Routed(c, "eth0", "10.100.10.100/30", "2001:db8:100::/126"));
        host.AddIps(c, "eth0", "1.2.3.4/32", "5.6.7.8/32");
        host.Start(c);
        Assert.Empty(host.Drift(c));
        string link = host.Interface(c, "eth0").HostInterface!;
        string lost =
            host.Ip($"-4 addr show dev {link}")[0].GetProperty("addr_info")[0].GetProperty("local").GetString()!;

        host.IpDo("-4 route flush proto static");
        host.IpDo($"addr del {lost}/30 dev {link}");
        host.Run("sh", "-c", $"echo '# edited' >> {root}{RootTree.Drop}eth0");

        string[] found = [.. host.Drift(c).Select(d => d.What).Order(StringComparer.Ordinal)];
        Assert.Equal(
            [RootTree.Drop + "eth0", $"address {lost}/30", "route 1.2.3.4/32", "route 5.6.7.8/32"], found);

        // What the administrator wrote stays, unless it is said otherwise.
        Assert.Equal("FileEdited", Assert.Single(host.TryRepair(c)).ErrorId);
        Assert.Equal([RootTree.Drop + "eth0"], host.Drift(c).Select(d => d.What));
        Assert.True(host.Answers("1.2.3.4"));

        host.Repair(c, force: true);
        Assert.Empty(host.Drift(c));
    }

    [RootFact]
    public void A_lost_address_is_named_each_time_until_it_is_mended()
    {
        using var host = new TestHost(runtime);
        string c = host.NewRouted("10.100.10.0/30");
        host.AddIps(c, "eth0", "1.2.3.4/32");
        host.Start(c);
        host.IpDo("addr del 1.2.3.4/32 dev eth0", c);
        for (int i = 0; i < 2; i++) Assert.Contains("address 1.2.3.4/32", host.Drift(c).Select(d => d.What));
        host.Repair(c);
        Assert.Empty(host.Drift(c));
        Assert.True(host.Answers("1.2.3.4"));
    }

    [RootFact]
    public void A_missing_pair_is_named_and_needs_a_restart()
    {
        using var host = new TestHost(runtime);
        string c = host.NewRouted("10.100.10.0/30");
        host.Start(c);
        host.IpDo("link del eth0", c);
        Assert.All(host.Drift(c), d => Assert.Equal("missing", d.Actual));
        ContainerNetException[] errors = host.TryRepair(c);
        Assert.NotEmpty(errors);
        Assert.All(errors, e => Assert.Equal("RestartNeeded", e.ErrorId));
        host.Restart(c);
        Assert.Empty(host.Drift(c));
    }
}

/// <summary>In named network namespaces.</summary>
public sealed class DriftOfNetNsTests() : DriftTests(TestRuntime.NetNs);

/// <summary>In the containers of a real LXC.</summary>
public sealed class DriftOfLxcTests() : DriftTests(TestRuntime.Lxc);
