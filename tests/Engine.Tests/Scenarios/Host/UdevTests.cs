namespace ContainerNet.Engine.Tests.Scenarios.Host;

/// <summary>A real systemd-udevd, which writes the distribution's defaults to each link some time after it
/// appeared.</summary>
public abstract class UdevTests(TestRuntime runtime)
{
    // As systemd has it (50-default.conf), and distributions that take it over. The last line shows that udev is through
    // with a link: of rp_filter either may have had the last word.
    private const string Defaults = """
        net.ipv4.conf.default.rp_filter = 2
        net.ipv4.conf.*.rp_filter = 2
        -net.ipv4.conf.all.rp_filter
        net.ipv4.conf.default.accept_source_route = 0
        net.ipv4.conf.*.accept_source_route = 0
        -net.ipv4.conf.all.accept_source_route
        net.ipv4.conf.default.promote_secondaries = 1
        net.ipv4.conf.*.promote_secondaries = 1
        -net.ipv4.conf.all.promote_secondaries
        net.ipv4.conf.*.log_martians = 1

        """;

    // In mounts of its own; /sys shows the network namespace that it was mounted in, and it can be this one.
    private const string Run = """
        mount --make-rprivate /
        mount -t tmpfs tmpfs /run
        mkdir -p /run/sysctl.d /run/udev
        cp "$1" /run/sysctl.d/50-default.conf
        mount -t sysfs sysfs /sys || grep -q "^sysfs /sys " /proc/mounts
        echo $$ > "$2"
        exec /usr/lib/systemd/systemd-udevd > "$2.log" 2>&1 < /dev/null
        """;

    [RootTheory]
    [InlineData(CtNetIfType.Routed)]
    [InlineData(CtNetIfType.Bridge)]
    public void What_udev_writes_to_a_new_link_at_any_time_is_no_difference(CtNetIfType type)
    {
        Requirement.Programs("/usr/lib/systemd/systemd-udevd", "/usr/lib/systemd/systemd-sysctl");
        using var host = new TestHost(runtime);
        host.NewBridge("ctbr0", "192.0.2.1/24");
        string pidFile = StartUdev(host);
        try
        {
            string c = host.NewContainer();
            host.Apply(type == CtNetIfType.Routed
                ? Wish.Routed(c, "eth0", "10.100.10.100/30", "2001:db8:100::/126")
                : Wish.Bridged(c, "eth0", "ctbr0"));
            host.AddIps(c, "eth0", type == CtNetIfType.Routed ? "203.0.113.7/32" : "192.0.2.7/24");
            for (int start = 0; start < 3; start++)
            {
                host.Start(c);
                Assert.DoesNotContain(host.Drift(c), f => f.Where != "file");
                string veth = host.Interface(c, "eth0").HostInterface!;
                Patience.Until(() => Read(host, veth, "log_martians") == "1", "udev's settings");
                Assert.DoesNotContain(host.Drift(c), f => f.Where != "file");
                host.Run("sh", "-c", $"echo 2 > /proc/sys/net/ipv4/conf/{veth}/rp_filter");
                Assert.DoesNotContain(host.Drift(c), f => f.Where != "file");
                Assert.True(host.Answers(type == CtNetIfType.Routed ? "203.0.113.7" : "192.0.2.7"));
                host.Stop(c);
            }
        }
        finally
        {
            host.Run("sh", "-c", $"kill $(cat {pidFile})");
        }
    }

    private static string StartUdev(TestHost host)
    {
        (string defaults, string pidFile) = (host.NewPath(".conf"), host.NewPath(".pid"));
        File.WriteAllText(defaults, Defaults);
        string start = $"unshare --mount sh -ec '{Run}' sh {defaults} {pidFile}";
        host.Run("sh", "-c", start + " > /dev/null 2>&1 < /dev/null &");

        // It listens when it writes to a link that is made now.
        int made = 0;
        Patience.Until(
            () =>
            {
                host.IpDo($"link add probe{++made} type bridge");
                Thread.Sleep(100);
                return Enumerable.Range(1, made).Any(i => Read(host, $"probe{i}", "rp_filter") == "2");
            },
            "udev's rp_filter of a new link");
        return pidFile;
    }

    private static string Read(TestHost host, string link, string key) =>
        host.Run("cat", $"/proc/sys/net/ipv4/conf/{link}/{key}").Output.Trim();
}

/// <summary>In named network namespaces.</summary>
public sealed class UdevOfNetNsTests() : UdevTests(TestRuntime.NetNs);

/// <summary>In the containers of a real LXC.</summary>
public sealed class UdevOfLxcTests() : UdevTests(TestRuntime.Lxc);
