using ContainerNet.Engine.Model;
using ContainerNet.Engine.Runtimes.Lxc;

namespace ContainerNet.Engine.Tests.Runtimes.Lxc;

/// <summary>Limits under a real LXC, judged by tc.</summary>
public sealed class LxcRateTests
{
    [RootFact]
    public void Plain_lxc_start_limits_and_plain_lxc_stop_leaves_nothing() => LxcTestHost.Run(host =>
    {
        ContainerConfig container = Limited(host, "lxs1");
        host.Prepare(container);
        for (int run = 0; run < 2; run++)
        {
            host.LxcStart("lxs1");
            IsLimited();
            RoutedAsserts.IsSeed(host, container);
            Shell.Run($"lxc-stop -k -n lxs1 -P {host.LxcPath}");
            Shell.Run("for i in $(seq 200); do [ -e /sys/class/net/cttest0 ] || break; sleep 0.01; done");
            Assert.Single(Shell.Ip("link"));
        }
    });

    [RootFact]
    public void What_a_violent_end_leaves_is_no_hindrance() => LxcTestHost.Run(host =>
    {
        ContainerConfig container = Limited(host, "lxs3");
        host.Runtime.Start(container, host.Prepare(container), default);
        int pid = host.Runtime.Inspect(container).InitPid!.Value;
        string monitor = Shell.Run($"cut -d' ' -f4 /proc/{pid}/stat");
        Shell.Run($"kill -9 {monitor} {pid}; while [ -e /sys/class/net/cttest0 ]; do sleep 0.01; done");
        Shell.Run("ip link show ifbcttest0");
        while (host.Runtime.Inspect(container).State == CtState.Running) Thread.Sleep(10);
        host.LxcStart("lxs3");
        IsLimited();
    });

    private static ContainerConfig Limited(LxcTestHost host, string name)
    {
        ContainerConfig container = host.NewContainer(name);
        InterfaceConfig limited = Interfaces.Seed();
        limited.MaxRx = BitRate.Parse("10mbit");
        limited.MaxTx = BitRate.Parse("20mbit");
        container.Interfaces.Add(limited);
        return container;
    }

    private static void IsLimited()
    {
        Assert.Matches("(rate|bandwidth) 10Mbit", Shell.Run("tc qdisc show dev cttest0 root"));
        Assert.Matches("(rate|bandwidth) 20Mbit", Shell.Run("tc qdisc show dev ifbcttest0 root"));
        Assert.Contains("ifbcttest0", Shell.Run("tc filter show dev cttest0 ingress"));
    }
}
