using System.Text.Json;
using ContainerNet.Engine.Model;
using ContainerNet.Engine.Runtimes.Lxc;

namespace ContainerNet.Engine.Tests.Runtimes.Lxc;

/// <summary>Bridged interfaces, and the user's own beside ours, under a real LXC.</summary>
public sealed class LxcBridgeTests
{
    private const string MakeBridge = "ip link add ctbr0 type bridge && ip addr add 192.0.2.1/24 dev ctbr0"
        + " && ip link set ctbr0 up";

    [RootFact]
    public void A_bridged_interface_is_a_port_with_our_alias_and_settings() => LxcTestHost.Run(host =>
    {
        Shell.Run(MakeBridge);
        ContainerConfig container = host.NewContainer("lxb1");
        InterfaceConfig bridged = Interfaces.Bridged("eth0", "cttest0", "ctbr0", "192.0.2.5/24");
        bridged.Mac = MacAddress.Parse("52:54:00:12:34:56");
        bridged.Mtu = 1400;
        bridged.TxQueues = 2;
        bridged.RxQueues = 3;
        container.Interfaces.Add(bridged);
        host.Prepare(container);
        host.LxcStart("lxb1");

        JsonElement port = Shell.Ip("-d link show dev cttest0")[0];
        Assert.Equal("ctbr0", port.GetProperty("master").GetString());
        Assert.Equal("containernet lxb1/eth0", port.GetProperty("ifalias").GetString());
        JsonElement far = host.IpInside(container, "-d link show dev eth0")[0];
        Assert.Equal("52:54:00:12:34:56", far.GetProperty("address").GetString());
        Assert.Equal(1400, far.GetProperty("mtu").GetInt32());
        Assert.Equal(2, far.GetProperty("num_tx_queues").GetInt32());
        Assert.Equal(3, far.GetProperty("num_rx_queues").GetInt32());
        Shell.Run("ping -c1 -W2 192.0.2.5");
        host.Runtime.Stop(container, default);
        Assert.DoesNotContain("cttest", Shell.Run("ip link"));
    });

    [RootFact]
    public void The_users_own_interface_and_hooks_stay() => LxcTestHost.Run(host =>
    {
        Shell.Run(MakeBridge);
        ContainerConfig container = host.NewContainer("lxb2", $"""
            lxc.init.cmd = /bin/sleep 1000000
            lxc.hook.version = 1
            lxc.hook.start-host = touch {host.LxcPath}/own-hook-ran
            lxc.net.0.type = veth
            lxc.net.0.link = ctbr0
            lxc.net.0.flags = up
            lxc.net.0.veth.pair = users0
            lxc.net.0.ipv4.address = 192.0.2.7/24
            """);
        InterfaceConfig ours = Interfaces.Seed();
        ours.Name = "eth1";
        container.Interfaces.Add(ours);
        host.Prepare(container);
        host.LxcStart("lxb2");
        Shell.Run("ping -c1 -W2 192.0.2.7 && ping -c1 -W2 1.2.3.4 && ping -c1 -W2 2001:db8:1::1");
        Assert.True(File.Exists($"{host.LxcPath}/own-hook-ran"));
        CtNetIf foreign = Assert.Single(host.Runtime.ForeignInterfaces(container));
        Assert.Equal(("eth0", "ctbr0", CtNetIfType.Bridge), (foreign.Name, foreign.Link, foreign.Type));
        Assert.Equal("eth0", host.IpInside(container, "addr show to 192.0.2.7")[0].GetProperty("ifname").GetString());
    });

    [RootFact]
    public void An_empty_network_of_the_users_is_no_interface() => LxcTestHost.Run(host =>
    {
        ContainerConfig container = host.NewContainer("lxb3", """
            lxc.init.cmd = /bin/sleep 1000000
            lxc.net.0.type = empty
            """);
        container.Interfaces.Add(Interfaces.Seed());
        host.Prepare(container);
        Assert.Empty(host.Runtime.ForeignInterfaces(container));
        host.LxcStart("lxb3");
        RoutedAsserts.IsSeed(host, container);
    });

    [RootFact]
    public void Forget_leaves_a_container_that_starts_without_us() => LxcTestHost.Run(host =>
    {
        ContainerConfig container = host.NewContainer("lxb4", """
            lxc.init.cmd = /bin/sleep 1000000
            lxc.net.0.type = empty
            """);
        string before = File.ReadAllText($"{host.LxcPath}/lxb4/config");
        container.Interfaces.Add(Interfaces.Seed());
        host.Prepare(container);
        host.Runtime.Forget(container);
        Assert.Equal(before, File.ReadAllText($"{host.LxcPath}/lxb4/config"));
        Assert.Equal(["config", "rootfs"], Directory.GetFileSystemEntries($"{host.LxcPath}/lxb4")
            .Select(Path.GetFileName).Order());
        host.LxcStart("lxb4");
        Assert.Single(host.IpInside(container, "link"));
    });

    [RootFact]
    public void An_init_that_listens_is_asked_to_end() => LxcTestHost.Run(host =>
    {
        ContainerConfig container = host.NewContainer("lxb5", "lxc.init.cmd = /bin/sh /etc/listens");
        File.WriteAllText($"{host.LxcPath}/lxb5/rootfs/etc/listens", """
            trap 'echo bye > /tmp/said; exit' PWR
            touch /tmp/listens
            while :; do sleep 0.1; done
            """);
        container.Interfaces.Add(Interfaces.Seed());
        host.Runtime.Start(container, host.Prepare(container), default);
        Shell.Run($"until [ -e {host.LxcPath}/lxb5/rootfs/tmp/listens ]; do sleep 0.01; done");
        host.Runtime.Stop(container, default);
        Assert.True(File.Exists($"{host.LxcPath}/lxb5/rootfs/tmp/said"));
    });
}
