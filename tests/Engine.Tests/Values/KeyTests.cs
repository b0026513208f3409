using System.Net;

namespace ContainerNet.Engine.Tests.Values;

/// <summary>What Sort-Object and Compare-Object go by when they are given no property.</summary>
public sealed class KeyTests
{
    [Fact]
    public void Addresses_sort_by_container_interface_and_number()
    {
        CtNetIfIp[] sorted =
        [
            Ip("web01", "eth0", "192.0.2.9/32"), Ip("web01", "eth0", "192.0.2.10/32"),
            Ip("web01", "eth0", "2001:db8::1/128"), Ip("web01", "eth1", "192.0.2.1/32"),
            Ip("web02", "eth0", "192.0.2.1/32"),
        ];
        Assert.Equal(sorted, sorted.Reverse().Order());
    }

    [Fact]
    public void Routes_sort_by_number_and_then_by_length()
    {
        CtNetIfRoute[] sorted =
            [Route("198.51.100.0/24"), Route("198.51.100.0/28"), Route("203.0.113.0/24"), Route("2001:db8::/64")];
        Assert.Equal(sorted, sorted.Reverse().Order());
    }

    [Fact]
    public void A_key_is_no_equality()
    {
        CtNetIf up = new() { Container = "web01", Name = "eth0", State = CtNetIfState.Up };
        CtNetIf down = up with { State = CtNetIfState.Down };
        Assert.Equal(0, Compare(up, down));
        Assert.NotEqual(up, down);
        Assert.True(Compare(up, up with { Name = "eth1" }) < 0);
        Assert.True(Compare(up, null) > 0);
    }

    [Fact]
    public void Names_sort_by_their_code_points_in_every_culture()
    {
        Ct[] sorted = [Ct("I"), Ct("a-b"), Ct("ab"), Ct("i")];
        Assert.Equal(sorted, sorted.Reverse().Order());
    }

    [Fact]
    public void What_PowerShell_makes_without_its_name_comes_first()
    {
        CtNetIf[] sorted = [new() { Container = null!, Name = "eth0" }, new() { Container = "a", Name = null! }];
        Assert.Equal(sorted, sorted.Reverse().Order());
        Assert.Equal(0, Compare(sorted[1], sorted[1] with { Mtu = 1400 }));
    }

    [Fact]
    public void Objects_of_two_types_are_not_ordered()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => Compare(Ct("web01"), Ip("web01", "eth0", "192.0.2.1/32")));
        Assert.StartsWith("Cannot compare a Ct with a CtNetIfIp.", error.Message, StringComparison.Ordinal);
    }

    private static int Compare(IComparable left, object? right) => left.CompareTo(right);

    private static Ct Ct(string name) => new() { Name = name, Runtime = "NetNs" };

    private static CtNetIfIp Ip(string container, string netif, string address) =>
        new() { Container = container, Interface = netif, Address = IPInterfaceAddress.Parse(address) };

    private static CtNetIfRoute Route(string destination) =>
        new() { Container = "web01", Interface = "eth0", Destination = IPNetwork.Parse(destination) };
}
