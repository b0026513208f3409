namespace ContainerNet.Engine.Tests.Scenarios.Story;

/// <summary>The story that the module was made for.</summary>
public sealed class SeedStoryTests
{
    [RootFact]
    public void A_container_with_a_bridged_and_a_routed_interface_is_reached_by_its_addresses()
    {
        using var host = new TestHost();
        string c = host.NewName();
        host.IpDo("link add lxcbr0 type bridge");
        host.IpDo("link set lxcbr0 up");
        host.Apply(new NewContainer(c));
        host.Apply(Wish.Bridged(c, "eth0", "lxcbr0", dhcp: true));
        host.Apply(Wish.Routed(c, "eth1", "10.100.10.100/30"));
        host.AddIps(c, "eth1", "1.2.3.4/32", "5.6.7.8/32");
        host.Start(c);

        Assert.Equal(["1.2.3.4/32", "5.6.7.8/32"], host.Ips(c, "eth1"));
        Assert.True(host.Answers("1.2.3.4"));
        Assert.True(host.Answers("5.6.7.8"));
        Assert.True(host.Answers("10.100.10.101", from: c));
    }
}
