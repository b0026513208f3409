using ContainerNet.Engine.Kernel.Plan;
using ContainerNet.Engine.Model;
using ContainerNet.Engine.Runtimes;
using ContainerNet.Engine.Runtimes.Lxc;

namespace ContainerNet.Engine.Tests.Runtimes.Lxc;

/// <summary>A routed interface under a real LXC, judged by ip.</summary>
public sealed class LxcRoutedTests
{
    [RootFact]
    public void Start_reports_the_running_container() => LxcTestHost.Run(host =>
    {
        ContainerConfig container = host.NewContainer("lxr2");
        container.Interfaces.Add(Interfaces.Seed());
        host.Runtime.Start(container, host.Prepare(container), default);
        RoutedAsserts.IsSeed(host, container);
        RuntimeFacts facts = host.Runtime.Inspect(container);
        Assert.Equal(CtState.Running, facts.State);
        Assert.Equal(Shell.Run($"lxc-info -pH -n lxr2 -P {host.LxcPath}"), $"{facts.InitPid}");
        Assert.False(facts.ConfiguresItself);
        Assert.Equal($"{host.LxcPath}/lxr2/rootfs", facts.RootFs);
        host.Runtime.Stop(container, default);
        host.LxcStart("lxr2");
        Assert.NotEqual(facts.InitPid, host.Runtime.Inspect(container).InitPid);
    });

    [RootFact]
    public void Two_interfaces_have_one_default_route_a_family_before_the_other() => LxcTestHost.Run(host =>
    {
        ContainerConfig container = host.NewContainer("lxr4");
        container.Interfaces.Add(Interfaces.Seed());
        container.Interfaces.Add(Interfaces.Routed("lan.1", "cttest1", ["10.100.10.104/30"], "5.6.7.8/32"));
        host.Prepare(container);
        host.LxcStart("lxr4");
        RoutedAsserts.IsSeed(host, container);
        Assert.Contains(
            "default via 10.100.10.105 dev lan.1 proto static src 5.6.7.8 metric", host.Inside(container, "ip route"));
        Shell.Run("ping -c1 -W2 1.2.3.4 && ping -c1 -W2 5.6.7.8");
    });

    [RootFact]
    public void A_container_with_a_user_namespace_gets_the_same() => LxcTestHost.Run(host =>
    {
        // Only in this host's mount namespace: root may give these ids away.
        Shell.Run($"echo root:100000:65536 > {host.LxcPath}/.ids"
            + $" && for f in /etc/subuid /etc/subgid; do touch $f; mount --bind {host.LxcPath}/.ids $f; done");
        ContainerConfig container = host.NewContainer("lxr5", """
            lxc.init.cmd = /bin/sleep 1000000
            lxc.idmap = u 0 100000 65536
            lxc.idmap = g 0 100000 65536
            """, owner: 100000);
        container.Interfaces.Add(Interfaces.Seed());
        host.Prepare(container);
        host.LxcStart("lxr5");
        RoutedAsserts.IsSeed(host, container);
        RuntimeFacts facts = host.Runtime.Inspect(container);
        Assert.Equal((100000u, 100000u), facts.Root);
        Assert.Contains("Uid:\t100000", File.ReadAllText($"/proc/{facts.InitPid}/status"));
    });

    [RootFact]
    public void Lxc_autostart_brings_the_same() => LxcTestHost.Run(host =>
    {
        ContainerConfig container = host.NewContainer("lxr6", """
            lxc.init.cmd = /bin/sleep 1000000
            lxc.start.auto = 1
            """);
        container.Interfaces.Add(Interfaces.Seed());
        host.Prepare(container);
        Shell.Run($"lxc-autostart -P {host.LxcPath}");
        RoutedAsserts.IsSeed(host, container);
    });

    [RootFact]
    public void A_path_with_blanks_and_quotes_works() => LxcTestHost.Run(host => WorksIn(host, "it's a path"));

    [RootFact]
    public void A_path_too_long_for_the_command_socket_works() =>
        LxcTestHost.Run(host => WorksIn(host, new string('x', 110)));

    private static void WorksIn(LxcTestHost host, string directory)
    {
        string path = Path.Combine(host.LxcPath, directory);
        ContainerConfig container = host.NewContainer("lxr7");
        Directory.CreateDirectory(path);
        Directory.Move($"{host.LxcPath}/lxr7", $"{path}/lxr7");
        string config = File.ReadAllText($"{path}/lxr7/config");
        File.WriteAllText($"{path}/lxr7/config", config.Replace($"{host.LxcPath}/lxr7", $"{path}/lxr7"));
        container.Interfaces.Add(Interfaces.Seed());
        var runtime = new LxcRuntime(new LxcOptions
        {
            LxcPath = path + "/",
            FilesDirectory = $"{host.FilesDirectory}/{directory}",
            LogDirectory = host.LxcPath + "/.log",
        });
        runtime.Start(container, InterfaceStates.Of(container, host), default);
        RuntimeFacts facts = runtime.Inspect(container);
        Assert.Equal(CtState.Running, facts.State);
        Assert.NotNull(facts.InitPid);
        Shell.Run("ping -c1 -W2 1.2.3.4");
        runtime.Stop(container, default);
        Assert.Equal(CtState.Stopped, runtime.Inspect(container).State);
        Assert.Single(Shell.Ip("link"));
    }

    [RootFact]
    public void A_container_killed_with_its_monitor_leaves_nothing_in_the_way() => LxcTestHost.Run(host =>
    {
        ContainerConfig container = host.NewContainer("lxr9");
        container.Interfaces.Add(Interfaces.Seed());
        host.Runtime.Start(container, host.Prepare(container), default);
        int pid = host.Runtime.Inspect(container).InitPid!.Value;
        string monitor = Shell.Run($"cut -d' ' -f4 /proc/{pid}/stat");

        // The init may be gone already: it dies with its parent (PR_SET_PDEATHSIG).
        Shell.Run($"kill -9 {monitor}; kill -9 {pid} || :");
        while (host.Runtime.Inspect(container).State == CtState.Running) Thread.Sleep(10);
        host.Runtime.Start(container, host.Prepare(container), default);
        RoutedAsserts.IsSeed(host, container);
    });
}
