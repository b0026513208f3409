namespace ContainerNet.Engine.Tests.Scenarios.Hostile;

/// <summary>
/// Whatever a container's root makes of its network, the work on it and on the others goes on: the other one's
/// drift is found and mended, and this one is as it should be after a stop and start.
/// </summary>
public abstract class HostileNetworkTests(TestRuntime runtime)
{
    [RootTheory]
    [InlineData("ip route append default via 10.100.10.1 metric 0; "
        + "ip route append default via 10.100.10.1 dev eth0 src 192.0.2.10")]
    [InlineData("ip route append 203.0.113.0/24 via 10.100.10.1; ip route append 203.0.113.0/24 dev eth0; "
        + "ip route append 203.0.113.0/24 dev eth0 proto boot")]
    [InlineData("ip route add 203.0.113.0/24 nexthop via 10.100.10.1 nexthop via 10.100.10.1 weight 3")]
    [InlineData("ip -6 route append default via 2001:db8:100::1; "
        + "ip -6 route append default via 2001:db8:100::1 metric 7 proto 77")]
    [InlineData("ip route add blackhole 203.0.113.0/24; ip route add unreachable default metric 4294967295; "
        + "ip route add prohibit 198.51.100.0/24 proto 250")]
    [InlineData("ip route replace default dev lo")]
    [InlineData("ip route flush table main; ip -6 route flush table main")]
    [InlineData("ip addr flush dev eth0; ip addr add 10.0.0.1/0 dev eth0; "
        + "ip addr add 2001:db8:bad::1/1 dev eth0 nodad")]
    [InlineData("ip addr add 192.0.2.10/1 dev eth0 valid_lft 100 preferred_lft 0; "
        + "ip addr add 192.0.2.10 peer 198.51.100.9/8 dev eth0")]
    [InlineData("ip link set eth0 down; ip link set eth0 address 02:00:00:00:00:00 mtu 68; "
        + "ip link set eth0 alias 'containernet web01/eth0'")]
    [InlineData("ip link set eth0 down; ip link set eth0 name 'a;b'; ip link add eth0 type bridge; "
        + "ip link set eth0 up")]
    [InlineData("ip link add type veth; ip link set eth0 down; ip link set eth0 name $(printf 'x\\033[31m')")]
    [InlineData("ip link del eth0")]
    [InlineData("ip link set lo down; ip rule add pref 1 prohibit; echo 1 > /proc/sys/net/ipv6/conf/all/disable_ipv6")]
    [InlineData("ip link add br9 type bridge; ip link set eth0 master br9")]
    [InlineData("i=0; while [ $i -lt 5000 ]; do i=$((i+1)); "
        + "echo route add 203.0.$((i/256)).$((i%256)) dev eth0; done | ip -force -batch -")]
    public void Another_containers_network_is_compared_and_mended_all_the_same(string mischief)
    {
        using var host = new TestHost(runtime);
        string hostile = NewRunning(host, "10.100.10.0/30", "2001:db8:100::/126", "192.0.2.10/32");
        string other = NewRunning(host, "10.100.10.4/30", "2001:db8:100::4/126", "192.0.2.20/32");
        string[] command = [.. host.Enter(hostile), "sh", "-c", mischief];
        host.Run(command[0], command[1..]);
        host.IpDo("addr del 192.0.2.20/32 dev eth0", other);

        IReadOnlyList<CtNetIfFinding> all = host.Call((engine, told) => engine.FindDrift(null, told).ToList());
        Assert.Contains(all, f => f.Container == other && f.What == "address 192.0.2.20/32");
        Assert.DoesNotContain(all, f => (f.What + f.Expected + f.Actual).Any(char.IsControl));

        host.Call((engine, told) => engine.Repair(all, false, told));
        Assert.Empty(host.Drift(other));
        Assert.True(host.Answers("192.0.2.20"));

        host.Stop(hostile);
        host.Start(hostile);
        Assert.Empty(host.Drift(hostile));
        Assert.True(host.Answers("192.0.2.10"));
    }

    private static string NewRunning(TestHost host, string via4, string via6, string address)
    {
        string c = host.NewContainer();
        host.Apply(Wish.Routed(c, "eth0", via4, via6));
        host.AddIps(c, "eth0", address);
        host.Start(c);
        return c;
    }
}

/// <summary>In named network namespaces.</summary>
public sealed class HostileNetworkOfNetNsTests() : HostileNetworkTests(TestRuntime.NetNs);

/// <summary>In the containers of a real LXC.</summary>
public sealed class HostileNetworkOfLxcTests() : HostileNetworkTests(TestRuntime.Lxc);
