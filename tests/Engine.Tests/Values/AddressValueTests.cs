using System.Globalization;
using System.Net;

namespace ContainerNet.Engine.Tests.Values;

/// <summary>Text of addresses, networks, interconnects and gateways: read strictly, written as read.</summary>
public sealed class AddressValueTests
{
    [Theory]
    [InlineData("10.0.0.5/24", "10.0.0.5/24")]
    [InlineData(" 10.0.0.5/24\n", "10.0.0.5/24")]
    [InlineData("10.0.0.5", "10.0.0.5/32")]
    [InlineData("10.0.0.5/255.255.255.0", "10.0.0.5/24")]
    [InlineData("10.0.0.5/0.0.0.0", "10.0.0.5/0")]
    [InlineData("0.0.0.0/0", "0.0.0.0/0")]
    [InlineData("2001:DB8:0:0::0005/64", "2001:db8::5/64")]
    [InlineData("::", "::/128")]
    [InlineData("fe80::1/64", "fe80::1/64")]
    [InlineData("64:ff9b::192.0.2.1/96", "64:ff9b::c000:201/96")]
    public void An_address_is_read_and_written(string text, string written)
    {
        var address = IPInterfaceAddress.Parse(text);
        Assert.Equal(written, address.ToString());
        Assert.Equal(address, IPInterfaceAddress.Parse(address.ToString()));
        Assert.Equal(address.GetHashCode(), IPInterfaceAddress.Parse(written).GetHashCode());
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("/24")]
    [InlineData("10.0.0.5/")]
    [InlineData("10.0.0.5/33")]
    [InlineData("10.0.0.5/-1")]
    [InlineData("10.0.0.5/+24")]
    [InlineData("10.0.0.5/024")]
    [InlineData("10.0.0.5/24/24")]
    [InlineData("10.0.0.5 /24")]
    [InlineData("10.0.0.5/ 24")]
    [InlineData("10.0.0.5/255.0.255.0")]
    [InlineData("10.0.0.5/0.0.0.255")]
    [InlineData("10.0.0")]
    [InlineData("10")]
    [InlineData("10.0.0.256")]
    [InlineData("10.0.0.05")]
    [InlineData("010.0.0.5")]
    [InlineData("0x0a.0.0.5")]
    [InlineData("10.0.0.5.6")]
    [InlineData("10.0.0.5.")]
    [InlineData("１０.0.0.5")]
    [InlineData("10.0.0.5\0")]
    [InlineData("::1/129")]
    [InlineData("::1/ffff::")]
    [InlineData("::1 /64")]
    [InlineData("fe80::1%eth0/64")]
    [InlineData("[::1]/64")]
    [InlineData("[::1]:80")]
    [InlineData("::ffff:10.0.0.5")]
    [InlineData("1::2::3")]
    [InlineData("12345::")]
    [InlineData("1:2:3:4:5:6:7:8:9")]
    [InlineData("::1\0")]
    [InlineData("::010.0.0.5")]
    [InlineData("localhost")]
    public void What_is_no_address_is_refused(string text)
    {
        Assert.False(IPInterfaceAddress.TryParse(text, null, out _));
        FormatException error = Assert.Throws<FormatException>(() => IPInterfaceAddress.Parse(text));
        Assert.Contains($"'{PrintableText.Of(text)}' is not an IP address", error.Message, StringComparison.Ordinal);
        Assert.Throws<FormatException>(() => Prefix.Parse(text));
        Assert.False(Interconnect.TryParse(text, null, out _));
        Assert.False(Gateway.TryParse(text, null, out _));
    }

    [Fact]
    public void Null_is_no_value()
    {
        Assert.False(IPInterfaceAddress.TryParse(null, null, out _));
        Assert.False(Interconnect.TryParse(null, null, out _));
        Assert.False(Gateway.TryParse(null, null, out _));
        Assert.False(MacAddress.TryParse(null, null, out _));
        Assert.False(BitRate.TryParse(null, null, out _));
    }

    [Fact]
    public void Addresses_sort_by_family_and_number()
    {
        string[] sorted =
            ["9.0.0.1/32", "10.0.0.2/8", "10.0.0.2/24", "10.0.0.10/24", "192.0.2.1/32", "255.255.255.255/32", "::2/128",
             "::10/64", "2001:db8::1/64", "fe80::1/64"];
        IPInterfaceAddress[] mixed = [.. sorted.Reverse().Select(IPInterfaceAddress.Parse)];
        Assert.Equal(sorted, mixed.Order().Select(a => a.ToString()));
        for (int i = 1; i < sorted.Length; i++)
        {
            var less = IPInterfaceAddress.Parse(sorted[i - 1]);
            var more = IPInterfaceAddress.Parse(sorted[i]);
            Assert.True(less < more && more > less && less <= more && more >= less && less != more && !(less == more));
            Assert.True(less.CompareTo((object)sorted[i]) < 0);
        }

        Assert.True(IPInterfaceAddress.Parse("::1").CompareTo((object?)null) > 0);
        Assert.Throws<ArgumentException>(() => IPInterfaceAddress.Parse("::1").CompareTo("x"));
    }

    [Fact]
    public void A_zone_does_not_belong_to_an_address()
    {
        var address = new IPInterfaceAddress(IPAddress.Parse("fe80::1%3"), 64);
        Assert.Equal("fe80::1/64", address.ToString());
        Assert.Equal(IPInterfaceAddress.Parse("fe80::1/64"), address);
        Assert.Equal("fe80::1", Gateway.Of(IPAddress.Parse("fe80::1%3")).ToString());
    }

    [Fact]
    public void The_length_must_be_of_the_family()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new IPInterfaceAddress(IPAddress.Loopback, 33));
        Assert.Throws<ArgumentOutOfRangeException>(() => new IPInterfaceAddress(IPAddress.IPv6Loopback, -1));
    }

    [Theory]
    [InlineData("10.5.5.1/24", "10.5.5.0/24")]
    [InlineData("10.5.5.1", "10.5.5.1/32")]
    [InlineData("10.5.5.1/0", "0.0.0.0/0")]
    [InlineData("2001:db8::ffff/112", "2001:db8::/112")]
    [InlineData("ffff::/1", "8000::/1")]
    public void A_network_is_masked(string text, string network)
    {
        Assert.Equal(network, Prefix.Parse(text).ToString());
        Assert.Equal(Prefix.Parse(text), IPInterfaceAddress.Parse(text).GetNetwork());
    }

    [Theory]
    [InlineData("10.0.0.0/8", "10.1.0.0/16", true, true)]
    [InlineData("10.1.0.0/16", "10.0.0.0/8", false, true)]
    [InlineData("10.0.0.0/8", "10.0.0.0/8", true, true)]
    [InlineData("10.0.0.0/9", "10.128.0.0/9", false, false)]
    [InlineData("0.0.0.0/0", "::/0", false, false)]
    [InlineData("::/0", "10.0.0.0/8", false, false)]
    public void Networks_cover_and_overlap(string outer, string inner, bool covers, bool overlaps)
    {
        Assert.Equal(covers, Prefix.Covers(Prefix.Parse(outer), Prefix.Parse(inner)));
        Assert.Equal(overlaps, Prefix.Overlaps(Prefix.Parse(outer), Prefix.Parse(inner)));
    }

    [Theory]
    [InlineData("10.100.10.100/30", "10.100.10.100/30", "10.100.10.101/30", "10.100.10.102/30")]
    [InlineData("10.100.10.103/30", "10.100.10.100/30", "10.100.10.101/30", "10.100.10.102/30")]
    [InlineData("10.100.10.101/31", "10.100.10.100/31", "10.100.10.100/31", "10.100.10.101/31")]
    [InlineData("10.100.10.0/255.255.255.0", "10.100.10.0/24", "10.100.10.1/24", "10.100.10.2/24")]
    [InlineData("2001:db8:100::/126", "2001:db8:100::/126", "2001:db8:100::1/126", "2001:db8:100::2/126")]
    [InlineData("2001:db8::ffff/127", "2001:db8::fffe/127", "2001:db8::fffe/127", "2001:db8::ffff/127")]
    public void An_interconnect_has_two_ends(string text, string network, string host, string container)
    {
        var via = Interconnect.Parse(text);
        Assert.Equal(
            (network, host, container), (via.ToString(), via.HostAddress.ToString(), via.ContainerAddress.ToString()));
        Assert.Equal(via, Interconnect.Parse(via.ToString()));
    }

    [Theory]
    [InlineData("10.0.0.0")]
    [InlineData("10.0.0.0/32")]
    [InlineData("2001:db8::1/128")]
    public void An_interconnect_without_room_is_refused(string text)
    {
        Assert.Throws<FormatException>(() => Interconnect.Parse(text));
        Assert.False(Interconnect.TryParse(text, CultureInfo.InvariantCulture, out _));
    }

    [Theory]
    [InlineData("10.100.10.100/33")]
    [InlineData("hello/30")]
    public void An_interconnect_that_is_not_a_network_is_refused(string text)
    {
        FormatException error = Assert.Throws<FormatException>(() => Interconnect.Parse(text));
        Assert.StartsWith($"'{text}' is not a network: write", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("auto", "auto")]
    [InlineData(" NONE ", "none")]
    [InlineData("10.0.3.1", "10.0.3.1")]
    [InlineData("FE80::0001", "fe80::1")]
    public void A_gateway_is_a_word_or_an_address(string text, string written)
    {
        Assert.Equal(written, Gateway.Parse(text).ToString());
        Assert.Equal(Gateway.Parse(written), Gateway.Parse(text));
    }

    [Theory]
    [InlineData("10.0.3.1/24")]
    [InlineData("fe80::1/64")]
    [InlineData("automatic")]
    public void What_is_no_gateway_is_refused(string text) => Assert.Throws<FormatException>(() => Gateway.Parse(text));
}
