namespace ContainerNet.Engine.Tests.Scenarios.NetNs;

/// <summary>
/// A Debian in a namespace, whose init brings its network up by its own ifupdown: its end is its own, as with LXC. Who
/// finds an address there already, fails.
/// </summary>
[Collection(BootedDebian.Collection)]
public sealed class OwnConfigurationTests
{
    // What networking.service does, without the rest of a boot.
    private const string Init = """
        #!/bin/sh
        rm -rf /run/network
        mkdir -p /run/network
        ifup -a > /ifup.log 2>&1
        echo $? > /ifup.done
        exec sleep 1000000
        """;

    [RootFact]
    public void Its_files_do_it_once_and_nothing_is_configured_twice()
    {
        using var host = new TestHost(TestRuntime.Lxc);
        (string c, string root) = NewDebian(host, "/sbin/init");
        host.Start(c);
        Assert.Empty(host.Told.Warnings);
        AssertIfup(host, root);
        Assert.Equal(["10.100.10.102/30", "203.0.113.1/32"], Addresses(host, c, "-4"));
        Assert.Equal(["2001:db8:100::2/126", "2001:db8:1::1/128"], Addresses(host, c, "-6"));
        Assert.Empty(host.Drift(c));
        Assert.True(host.Answers("203.0.113.1"));
        Assert.True(host.Answers("2001:db8:1::1"));

        host.AddIps(c, "eth0", "203.0.113.2");
        Assert.True(host.Answers("203.0.113.2"));
        Assert.Empty(host.Drift(c));
        host.OnThread(() => File.Delete(root + "/ifup.done"));
        host.Stop(c);
        host.Start(c);
        AssertIfup(host, root);
        Assert.True(host.Answers("203.0.113.2"));
    }

    [RootFact]
    public void At_boot_too()
    {
        using var host = new TestHost(TestRuntime.Lxc);
        (string c, string root) = NewDebian(host, "/sbin/init");
        Tool tool = host.Run("/bin/sh", Path.Combine(host.Options.StateDirectory, "netns", c), "up");
        Assert.Equal((0, ""), (tool.ExitCode, tool.Error));
        AssertIfup(host, root);
        Assert.Empty(host.Drift(c));
        Assert.True(host.Answers("203.0.113.1"));
    }

    /// <summary>The real thing: systemd, whose networking.service fails where something is configured twice.</summary>
    [RootFact]
    public void A_Debian_that_boots_has_no_unit_that_failed_and_shuts_down_when_it_is_stopped()
    {
        using var host = new TestHost(TestRuntime.Lxc);
        using var debian = new BootedDebian(host);
        string c = debian.Name;
        host.Apply(Wish.Routed(c, "eth0", "10.100.10.100/30", "2001:db8:100::/126"));
        host.AddIps(c, "eth0", "203.0.113.1", "2001:db8:1::1");
        Assert.Equal(("running", ""), (debian.Boot(), debian.Do("systemctl", "--failed", "--plain", "--no-legend")));
        Assert.Equal("active", debian.Do("systemctl", "is-active", "networking"));
        Assert.Equal(["10.100.10.102/30", "203.0.113.1/32"], Addresses(host, c, "-4"));
        Assert.Empty(host.Drift(c));
        Assert.True(host.Answers("203.0.113.1"));
        Assert.True(host.Answers("2001:db8:1::1"));
        host.Stop(c);
        Assert.Null(host.Container(c).InitPid);
    }

    /// <summary>The control: another command configures nothing, so it is done from outside.</summary>
    [RootFact]
    public void With_another_command_it_is_configured_from_outside()
    {
        using var host = new TestHost(TestRuntime.Lxc);
        (string c, _) = NewDebian(host, "/bin/sleep", "1000000");
        host.Start(c);
        Assert.Equal(["10.100.10.102/30", "203.0.113.1/32"], Addresses(host, c, "-4"));
        Assert.True(host.Answers("203.0.113.1"));
    }

    private static (string Name, string Root) NewDebian(TestHost host, params string[] init)
    {
        string tree = host.NewName();
        host.Lxc.Add(tree);
        string root = host.Lxc.RootOf(tree);
        host.OnThread(() =>
        {
            File.Delete(root + "/sbin/init");
            File.WriteAllText(root + "/sbin/init", Init + "\n");
            File.SetUnixFileMode(root + "/sbin/init", File.GetUnixFileMode(root + "/bin/sleep"));
        });
        string c = host.NewName();
        host.Apply(
            new NewContainer(c) { RootFs = root, Init = init },
            Wish.Routed(c, "eth0", "10.100.10.100/30", "2001:db8:100::/126"));
        host.AddIps(c, "eth0", "203.0.113.1", "2001:db8:1::1");
        return (c, root);
    }

    // The system has no sysctl(8), which says so.
    private static void AssertIfup(TestHost host, string root)
    {
        while (!host.OnThread(() => File.Exists(root + "/ifup.done") && File.ReadAllText(root + "/ifup.done").Length > 0))
        {
            Thread.Sleep(20);
        }

        string said = host.OnThread(() => File.ReadAllText(root + "/ifup.log") + File.ReadAllText(root + "/ifup.done"));
        Assert.DoesNotContain("failed", said, StringComparison.Ordinal);
        Assert.EndsWith("0\n", said, StringComparison.Ordinal);
    }

    private static string[] Addresses(TestHost host, string c, string family) =>
    [
        .. host.Run("ip", "-n", c, family, "-br", "addr", "show", "dev", "eth0").Output
            .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Skip(2)
            .Where(a => !a.StartsWith("fe80", StringComparison.Ordinal)).Order(StringComparer.Ordinal),
    ];
}
