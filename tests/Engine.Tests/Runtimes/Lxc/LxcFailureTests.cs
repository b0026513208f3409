using ContainerNet.Engine.Kernel.Plan;
using ContainerNet.Engine.Model;
using ContainerNet.Engine.Runtimes.Lxc;

namespace ContainerNet.Engine.Tests.Runtimes.Lxc;

/// <summary>A start that can't be: it ends with the kernel's or LXC's words, and leaves nothing.</summary>
public sealed class LxcFailureTests
{
    [RootFact]
    public void A_route_that_is_there_already_ends_the_start() => LxcTestHost.Run(host =>
    {
        ContainerConfig container = host.NewContainer("lxf1");
        container.Interfaces.Add(Interfaces.Seed());
        IReadOnlyList<InterfaceState> states = host.Prepare(container);
        Shell.Run("ip link add stale type veth peer name stale2 && ip link set stale up");
        Shell.Run("ip route add 1.2.3.4/32 dev stale");
        ContainerNetException error = Assert.Throws<ContainerNetException>(() => host.Runtime.Start(container, states, default));
        Assert.Equal("StartFailed", error.ErrorId);
        Assert.Equal(CtErrorKind.KernelRefused, error.Kind);
        Assert.Contains("'lxf1' did not start: ip route add 1.2.3.4/32 via 10.100.10.102 dev cttest0 proto 199:", error.Message);
        Assert.Contains("File exists", error.Message);
        Assert.Contains("(1.2.3.4 dev stale scope link", error.Message);
        IsGone(host, container);

        // Without us the reason is in a file, and in LXC's log at level DEBUG.
        Shell.Try($"lxc-start -d -n lxf1 -P {host.LxcPath} -o {host.LxcPath}/lxf1/log -l DEBUG");
        Assert.Contains("File exists", File.ReadAllText($"{host.FilesDirectory}/lxf1/error"));
        Assert.Contains("containernet: ip route add 1.2.3.4/32", File.ReadAllText($"{host.LxcPath}/lxf1/log"));

        Shell.Run("ip link del stale");
        host.Runtime.Start(container, states, default);
        RoutedAsserts.IsSeed(host, container);
        Assert.False(File.Exists($"{host.FilesDirectory}/lxf1/error"));
    });

    /// <summary>It has none of our files, and a start must not look for them.</summary>
    [RootFact]
    public void A_container_without_interfaces_of_ours_starts() => LxcTestHost.Run(host =>
    {
        ContainerConfig container = host.NewContainer("lxf0");
        host.Runtime.Start(container, [], default);
        Assert.Equal(CtState.Running, host.Runtime.Inspect(container).State);
    });

    [RootFact]
    public void A_refused_step_inside_the_container_ends_the_start() => LxcTestHost.Run(host =>
    {
        ContainerConfig container = host.NewContainer("lxf2");
        container.Interfaces.Add(Interfaces.Seed());
        IReadOnlyList<InterfaceState> states = host.Prepare(container);

        // Start writes the files anew, so the refusal has to come from the plan itself.
        LinkState far = states[0].Container;
        states = [states[0] with { Container = far with { Routes = [.. far.Routes, Unreachable] } }];
        ContainerNetException error = Assert.Throws<ContainerNetException>(() => host.Runtime.Start(container, states, default));
        Assert.Contains("ip route add 192.0.2.0/24 via 198.51.100.1 dev eth0 proto static: ", error.Message);
        Assert.Contains("Nexthop has invalid gateway", error.Message);
        IsGone(host, container);
    });

    [RootFact]
    public void An_init_that_is_not_there_is_named_by_LXC() => LxcTestHost.Run(host =>
    {
        ContainerConfig container = host.NewContainer("lxf3", "lxc.init.cmd = /bin/no-such-init");
        container.Interfaces.Add(Interfaces.Seed());
        ContainerNetException error = Assert.Throws<ContainerNetException>(
            () => host.Runtime.Start(container, host.Prepare(container), default));
        Assert.Equal(CtErrorKind.ToolFailed, error.Kind);
        Assert.Contains("Failed to exec \"/bin/no-such-init\"", error.Message);
        IsGone(host, container);
    });

    [RootFact]
    public void An_init_that_ends_at_once_is_no_start() => LxcTestHost.Run(host =>
    {
        ContainerConfig container = host.NewContainer("lxf9", "lxc.init.cmd = /bin/true");
        container.Interfaces.Add(Interfaces.Seed());
        ContainerNetException error = Assert.Throws<ContainerNetException>(
            () => host.Runtime.Start(container, host.Prepare(container), default));
        Assert.Contains("ended at once", error.Message);
        IsGone(host, container);
    });

    [RootFact]
    public void A_missing_bridge_is_named() => LxcTestHost.Run(host =>
    {
        ContainerConfig container = host.NewContainer("lxf4");
        container.Interfaces.Add(Interfaces.Bridged("eth0", "cttest0", "nobr0"));
        IReadOnlyList<InterfaceState> states = host.Prepare(container);
        ContainerNetException error = Assert.Throws<ContainerNetException>(() => host.Runtime.Start(container, states, default));
        Assert.Contains("nobr0", error.Message);
        IsGone(host, container);
    });

    [RootFact]
    public void A_host_name_that_is_taken_is_named_and_left_alone() => LxcTestHost.Run(host =>
    {
        ContainerConfig container = host.NewContainer("lxfa");
        container.Interfaces.Add(Interfaces.Seed("taken0"));
        IReadOnlyList<InterfaceState> states = host.Prepare(container);
        Shell.Run("ip link add taken0 type veth peer name taken1");
        ContainerNetException error = Assert.Throws<ContainerNetException>(() => host.Runtime.Start(container, states, default));
        Assert.Contains("another program has a link taken0", error.Message);
        host.Runtime.Stop(container, default);
        Shell.Run("ip link show dev taken0");
    });

    [RootFact]
    public void Starting_twice_is_an_error_and_stopping_twice_is_not() => LxcTestHost.Run(host =>
    {
        ContainerConfig container = host.NewContainer("lxf7");
        container.Interfaces.Add(Interfaces.Seed());
        IReadOnlyList<InterfaceState> states = host.Prepare(container);
        host.Runtime.Start(container, states, default);
        ContainerNetException error = Assert.Throws<ContainerNetException>(() => host.Runtime.Start(container, states, default));
        Assert.Equal(CtErrorKind.InvalidOperation, error.Kind);
        host.Runtime.Stop(container, default);
        host.Runtime.Stop(container, default);
    });

    [RootFact]
    public void A_start_that_hangs_is_given_up_and_killed() => LxcTestHost.Run(host =>
    {
        ContainerConfig container = host.NewContainer("lxf8", """
            lxc.init.cmd = /bin/sleep 1000000
            lxc.hook.start-host = sleep 2 #
            """);
        container.Interfaces.Add(Interfaces.Seed());
        using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(500));
        Assert.ThrowsAny<OperationCanceledException>(
            () => host.Runtime.Start(container, host.Prepare(container), soon.Token));
        IsGone(host, container);
    });

    private static LinkRoute Unreachable => new(System.Net.IPNetwork.Parse("192.0.2.0/24"))
    {
        Via = System.Net.IPAddress.Parse("198.51.100.1"),
    };

    private static void IsGone(LxcTestHost host, ContainerConfig container)
    {
        Assert.Equal(CtState.Stopped, host.Runtime.Inspect(container).State);
        Assert.DoesNotContain("cttest", Shell.Run("ip link"));
    }
}
