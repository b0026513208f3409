using System.Text.Json;

namespace ContainerNet.Engine.Tests.Scenarios.Changes;

/// <summary>Interfaces made, set, renamed and removed, and containers started and stopped.</summary>
public abstract class InterfaceLifeTests(TestRuntime runtime)
{
    /// <summary>Names of host links are not counted up from how many there are.</summary>
    [RootFact]
    public void An_interface_made_after_another_was_removed_collides_with_none()
    {
        using var host = new TestHost(runtime);
        string c = host.NewContainer();
        host.Apply(Wish.Routed(c, "eth0", "10.100.10.0/30"), Wish.Routed(c, "eth1", "10.100.10.4/30"));
        host.Apply(new RemoveInterface(c, "eth0"));
        host.Apply(Wish.Routed(c, "eth2", "10.100.10.0/30"), Wish.Routed(c, "eth0", "10.100.10.8/30"));
        host.Start(c);
        Assert.Equal(["eth1", "eth2", "eth0"], host.Interfaces(c).Select(i => i.Name));
        Assert.Equal(3, host.Interfaces(c).Select(i => i.HostInterface).Distinct().Count());
        foreach (string address in new[] { "10.100.10.2", "10.100.10.6", "10.100.10.10" })
        {
            Assert.True(host.Answers(address), address);
        }
    }

    /// <summary>Of interface and container; a dot has a meaning in sysctl names and in files of LXC.</summary>
    [RootTheory]
    [InlineData("wan.7", "")]
    [InlineData("wan.7", ".example.net")]
    [InlineData("a-b_c", "")]
    [InlineData("fifteen-bytes-x", "")]
    public void A_name_that_the_kernel_allows_works(string name, string container)
    {
        using var host = new TestHost(runtime);
        string c = host.NewContainer(container);
        host.Apply(Wish.Routed(c, name, "10.100.10.0/30"));
        host.AddIps(c, name, "10.8.0.1");
        host.Start(c);
        Assert.Contains("10.8.0.1/32", KernelState.Addresses(host, name, c));
        Assert.True(host.Answers("10.8.0.1"));
    }

    /// <summary>No link, route, address or namespace.</summary>
    [RootFact]
    public void A_stopped_container_leaves_nothing_on_the_host()
    {
        using var host = new TestHost(runtime);
        string before = KernelState.Of(host);
        string c = host.NewRouted("10.100.10.0/30", "2001:db8:100::/126");
        host.AddIps(c, "eth0", "10.8.0.1", "10.5.5.1/24", "2001:db8:8::1");
        host.Stop(c);
        Assert.Equal(before, KernelState.Of(host));
        Assert.DoesNotContain(c, host.Run("ip", "netns", "list").Output, StringComparison.Ordinal);
        Assert.Equal(["10.8.0.1/32", "10.5.5.1/24", "2001:db8:8::1/128"], host.Ips(c));
    }

    [RootFact]
    public void A_renamed_interface_keeps_its_addresses_and_frees_its_name()
    {
        using var host = new TestHost(runtime);
        string c = host.NewContainer();
        host.Apply(Wish.Routed(c, "eth0", "10.100.10.0/30"));
        host.AddIps(c, "eth0", "10.8.0.1");
        host.Apply(new RenameInterface(c, "eth0", "wan0"));
        host.Apply(new RenameInterface(c, "wan0", "wan0"));
        host.Apply(Wish.Routed(c, "eth0", "10.100.10.4/30"));
        host.Start(c);
        Assert.Equal(["10.100.10.2/30", "10.8.0.1/32"], KernelState.Addresses(host, "wan0", c));
        Assert.Equal(["10.100.10.6/30"], KernelState.Addresses(host, "eth0", c));
        Assert.True(host.Answers("10.8.0.1"));
    }

    [RootFact]
    public void Settings_of_the_link_reach_the_kernel()
    {
        using var host = new TestHost(runtime);
        string c = host.NewContainer();
        var settings = new InterfaceSettings
        {
            Via = [],
            MacAddress = MacAddress.Parse("52:54:00:12:34:56"),
            Mtu = 1400,
            TxQueues = 3,
            RxQueues = 2,
        };
        var anyMac = new InterfaceSettings { Via = [], MacAddress = MacAddress.Parse("52:54:00:xx:xx:xx") };
        host.Apply(
            Wish.Routed(c, "eth0") with { Settings = settings }, Wish.Routed(c, "eth1") with { Settings = anyMac });
        host.Start(c);
        JsonElement eth0 = host.Ip("-d link show dev eth0", c)[0];
        Assert.Equal("52:54:00:12:34:56", eth0.GetProperty("address").GetString());
        Assert.Equal(1400, eth0.GetProperty("mtu").GetInt32());
        Assert.Equal(3, eth0.GetProperty("num_tx_queues").GetInt32());
        Assert.Equal(2, eth0.GetProperty("num_rx_queues").GetInt32());
        JsonElement veth = host.Ip($"link show dev {KernelState.HostVeth(host, c, "eth0")}")[0];
        Assert.Equal(1400, veth.GetProperty("mtu").GetInt32());
        string random = host.Ip("link show dev eth1", c)[0].GetProperty("address").GetString()!;
        Assert.StartsWith("52:54:00:", random, StringComparison.Ordinal);
        host.Restart(c);
        Assert.Equal(random, host.Ip("link show dev eth1", c)[0].GetProperty("address").GetString());
    }

    [RootFact]
    public void Settings_that_were_changed_while_stopped_hold_from_the_next_start()
    {
        using var host = new TestHost(runtime);
        string c = host.NewContainer();
        NewInterface made = Wish.Routed(c, "eth0", "10.100.10.0/30");
        var mac = MacAddress.Parse("52:54:00:12:34:56");
        host.Apply(made with { Settings = made.Settings with { Mtu = 1400, MacAddress = mac } });
        host.AddIps(c, "eth0", "10.8.0.1");
        host.Apply(Wish.Set(c, "eth0", new InterfaceSettings
        {
            Via = [Interconnect.Parse("10.100.10.8/30")],
            Mtu = 0,
            ClearMacAddress = true,
        }));
        host.Start(c);
        Assert.Equal(["10.100.10.10/30", "10.8.0.1/32"], KernelState.Addresses(host, "eth0", c));
        JsonElement eth0 = host.Ip("link show dev eth0", c)[0];
        Assert.Equal(1500, eth0.GetProperty("mtu").GetInt32());
        Assert.NotEqual("52:54:00:12:34:56", eth0.GetProperty("address").GetString());
        Assert.True(host.Answers("10.8.0.1"));
    }

    [RootFact]
    public void Starting_and_stopping_twice_is_no_error_and_changes_nothing()
    {
        using var host = new TestHost(runtime);
        string c = host.NewRouted("10.100.10.0/30");
        string running = KernelState.Of(host, c);
        host.Start(c);
        Assert.Equal(running, KernelState.Of(host, c));
        host.Stop(c);
        host.Stop(c);
        Assert.Equal(CtState.Stopped, host.Container(c).State);
    }
}

/// <summary>In named network namespaces.</summary>
public sealed class InterfaceLifeOfNetNsTests() : InterfaceLifeTests(TestRuntime.NetNs);

/// <summary>In the containers of a real LXC.</summary>
public sealed class InterfaceLifeOfLxcTests() : InterfaceLifeTests(TestRuntime.Lxc);
