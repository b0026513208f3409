using System.Text.Json;

namespace ContainerNet.Engine.Tests.Scenarios.Lxc;

/// <summary>Interfaces that the user wrote into LXC's configuration, beside ours.</summary>
public sealed class LxcForeignTests
{
    [RootFact]
    public void Its_address_is_taken_its_default_route_is_kept_and_its_state_is_the_kernels()
    {
        using var host = new TestHost(TestRuntime.Lxc);
        host.NewBridge("ctbr0", "192.0.2.1/24");
        string own = Light(host, """
            lxc.net.0.type = veth
            lxc.net.0.link = ctbr0
            lxc.net.0.flags = up
            lxc.net.0.ipv4.address = 192.0.2.7/24
            lxc.net.0.ipv4.gateway = 192.0.2.1
            """);
        string other = Light(host, "");
        host.Apply(Wish.Bridged(other, "eth0", "ctbr0"));
        ContainerNetException taken = host.Refused(Wish.AddIp(other, "eth0", "192.0.2.7/24"));
        Assert.Equal("AddressInUse", taken.ErrorId);
        Assert.Contains($"{own}/eth0", taken.Message);
        Assert.Equal("InterconnectOverlaps", host.Refused(Wish.Routed(other, "eth1", "192.0.2.4/30")).ErrorId);

        Assert.Equal(CtNetIfState.Down, host.Interface(own, "eth0").State);
        host.Apply(Wish.Routed(own, "eth1", "10.100.10.100/30"));
        Assert.Contains(host.Told.Warnings, w => w.Contains("higher metric", StringComparison.Ordinal));
        host.AddIps(own, "eth1", "203.0.113.7/32");
        host.Lxc.Start(own);
        string[] defaults = [.. host.Ip("route show default", own)
            .Select(r => $"{r.GetProperty("dev")} {(r.TryGetProperty("metric", out JsonElement m) ? m.GetInt32() : 0)}")];
        Assert.Equal(["eth0 0", "eth1 1025"], defaults);
        Assert.True(host.Answers("203.0.113.7"));
        Assert.True(host.Answers("192.0.2.7"));
        Assert.Equal(CtNetIfState.Up, host.Interface(own, "eth0").State);
        Assert.DoesNotContain(host.Drift(own), f => f.Where != "file");
    }

    [RootFact]
    public void The_hosts_network_is_no_place_for_an_interface()
    {
        using var host = new TestHost(TestRuntime.Lxc);
        string name = Light(host, "lxc.net.0.type = none\n");
        ContainerNetException refused = host.Refused(Wish.Routed(name, "eth0", "10.100.10.100/30"));
        Assert.Equal("InterfaceUnmanaged", refused.ErrorId);
        Assert.Contains("lxc.net.0", refused.Remedy);
        Assert.False(File.Exists(host.FileOf(name)));

        // Written later, it is found.
        string later = Light(host, "");
        host.Apply(Wish.Routed(later, "eth0", "10.100.10.100/30"));
        File.AppendAllText($"{host.Lxc.FolderOf(later)}/config", "lxc.net.0.type = none\n");
        CtNetIfFinding finding = Assert.Single(host.Drift(later));
        Assert.Contains("shares the network of the host", finding.Actual);
        Assert.Contains("shares the network of the host", host.StartRefused(later).Message);
    }

    [RootTheory]
    [InlineData("phys", "physct0")]
    [InlineData("macvlan", "eth0")]
    [InlineData("ipvlan", "eth0")]
    [InlineData("vlan", "eth0", "lxc.net.0.vlan.id = 7")]
    public void A_link_of_another_type_stands_beside_ours(
        string type, string name, string more = "")
    {
        using var host = new TestHost(TestRuntime.Lxc);
        host.IpDo("link add physct0 type veth peer name physct1");
        string own = Light(host, $"lxc.net.0.type = {type}\nlxc.net.0.link = physct0\nlxc.net.0.flags = up\n{more}\n");
        CtNetIf foreign = host.Interface(own, name);
        Assert.Equal((CtNetIfType.Other, false), (foreign.Type, foreign.Managed));
        host.Apply(Wish.Routed(own, "eth1", "10.100.10.100/30"));
        host.AddIps(own, "eth1", "203.0.113.7/32");
        if (!KernelHas(host, type))
        {
            Assert.Contains($"Failed to create {type} interface", host.StartRefused(own).Message);
            return;
        }

        host.Lxc.Start(own);
        Assert.True(host.Answers("203.0.113.7"));
        Assert.Equal(CtNetIfState.Up, host.Interface(own, name).State);
        host.Stop(own);
        host.Start(own);
        Assert.True(host.Answers("203.0.113.7"));
    }

    /// <summary>What a DHCP client or a router gives it is not in LXC's configuration.</summary>
    [RootFact]
    public void A_default_route_that_it_gets_inside_is_kept()
    {
        using var host = new TestHost(TestRuntime.Lxc);
        host.NewBridge("ctbr0", "192.0.2.1/24", "2001:db8:b::1/64");
        string own = Light(host, "lxc.net.0.type = veth\nlxc.net.0.link = ctbr0\nlxc.net.0.flags = up\n");
        host.Apply(Wish.Routed(own, "eth1", "10.100.10.100/30", "2001:db8:100::/126"));
        Assert.Equal(2, host.Told.Warnings.Count(w => w.Contains("by DHCP", StringComparison.Ordinal)));
        host.AddIps(own, "eth1", "203.0.113.7/32");
        host.Lxc.Start(own);
        host.IpDo("addr add 192.0.2.7/24 dev eth0", own);
        host.IpDo("route add default via 192.0.2.1 dev eth0", own);
        host.IpDo("-6 route add default via 2001:db8:b::1 dev eth0 onlink proto ra", own);
        host.AddIps(own, "eth1", "203.0.113.8/32", "2001:db8:8::1/128");
        host.RemoveIps(own, "eth1", "203.0.113.7/32");
        Assert.StartsWith("default via 192.0.2.1 dev eth0", host.Run("nsenter", [.. host.Enter(own)[1..], "ip", "route"]).Output);
        Assert.Contains(
            "default via 2001:db8:b::1 dev eth0 proto ra metric 1024",
            host.Run("nsenter", [.. host.Enter(own)[1..], "ip", "-6", "route"]).Output);
        Assert.True(host.Answers("203.0.113.8"));
        Assert.DoesNotContain(host.Drift(own), f => f.Where != "file");
    }

    // phys is no type of the kernel's.
    private static bool KernelHas(TestHost host, string type) => type == "phys"
        || host.Run("sh", "-c", $"ip link add probe0 link physct1 type {type} {(type == "vlan" ? "id 7" : "")}"
            + " && ip link del probe0").ExitCode == 0;

    private static string Light(TestHost host, string settings)
    {
        string name = host.NewName();
        host.Lxc.AddLight(name);
        File.AppendAllText($"{host.Lxc.FolderOf(name)}/config", settings + "\n");
        return name;
    }
}
