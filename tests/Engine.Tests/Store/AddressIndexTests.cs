using System.Net;
using ContainerNet.Engine.Model;

namespace ContainerNet.Engine.Tests.Store;

/// <summary>Whose an address or a prefix is.</summary>
public sealed class AddressIndexTests
{
    [Fact]
    public void Knows_the_owner_of_an_address_in_either_family()
    {
        var index = AddressIndex.Of([Samples.Full(), Samples.Routed("db", "10.7.7.7/24", "fd00::7/64")]);
        Assert.Equal("db/eth0", index.FindAddress(IPAddress.Parse("10.7.7.7"))!.Target);
        Assert.Equal("db/eth0", index.FindAddress(IPAddress.Parse("fd00::7"))!.Target);
        Assert.Equal("web01/eth0", index.FindAddress(IPAddress.Parse("10.0.3.8"))!.Target);
        Assert.Equal(PrefixUse.Address, index.FindAddress(IPAddress.Parse("10.0.3.8"))!.Use);
        Assert.Null(index.FindAddress(IPAddress.Parse("10.7.7.8"))); // Routed to db, but no address of its own.
        Assert.Null(index.FindAddress(IPAddress.Parse("::10.7.7.7")));
    }

    [Fact]
    public void Both_ends_of_an_interconnect_have_an_owner()
    {
        var index = AddressIndex.Of([Samples.Full()]);
        PrefixOwner owner = index.FindAddress(IPAddress.Parse("10.100.10.102"))!;
        Assert.Equal(new PrefixOwner("web01", "eth1", Prefix.Parse("10.100.10.100/30"), PrefixUse.Interconnect), owner);
        Assert.NotNull(index.FindAddress(IPAddress.Parse("2001:db8:100::1")));
        Assert.Null(index.FindAddress(IPAddress.Parse("10.100.10.104")));
    }

    [Fact]
    public void Overlaps_come_with_what_covers_first_and_then_what_is_inside()
    {
        var index = new AddressIndex();
        string[] all = ["10.0.0.0/8", "10.1.0.0/16", "10.1.2.0/24", "10.1.3.4/32", "10.2.0.0/16", "0.0.0.0/0"];
        foreach (string text in all)
        {
            index.Add(new PrefixOwner("c", text, Prefix.Parse(text), PrefixUse.Route));
        }

        string[] Overlaps(string text) => [.. index.FindOverlaps(Prefix.Parse(text)).Select(o => o.Interface)];
        Assert.Equal(["0.0.0.0/0", "10.0.0.0/8", "10.1.0.0/16", "10.1.2.0/24", "10.1.3.4/32"], Overlaps("10.1.0.0/16"));
        Assert.Equal(["0.0.0.0/0", "10.0.0.0/8", "10.1.0.0/16", "10.1.2.0/24", "10.1.3.4/32"], Overlaps("10.1.0.0/22"));
        Assert.Equal(["0.0.0.0/0"], Overlaps("11.0.0.0/8"));
        Assert.Equal(["0.0.0.0/0", "10.0.0.0/8", "10.1.0.0/16", "10.1.3.4/32"], Overlaps("10.1.3.4/32"));
        Assert.Empty(Overlaps("::/0"));
    }

    [Theory]
    [InlineData(1, IPVersion.IPv4)]
    [InlineData(2, IPVersion.IPv4)]
    [InlineData(3, IPVersion.IPv6)]
    [InlineData(4, IPVersion.IPv6)]
    public void Answers_as_a_search_through_all_would(int seed, IPVersion version)
    {
        var random = new Random(seed);
        var index = new AddressIndex();
        var all = new List<PrefixOwner>();
        var copies = new List<(AddressIndex Index, PrefixOwner[] All)>();
        for (int step = 0; step < 3000; step++)
        {
            if (all.Count > 0 && random.Next(3) == 0)
            {
                int victim = random.Next(all.Count);
                Assert.True(index.Remove(all[victim]));
                all.RemoveAt(victim);
            }
            else
            {
                IPNetwork prefix = RandomPrefix(random, version);
                var owner = new PrefixOwner($"c{random.Next(9)}", "eth0", prefix, PrefixUse.Route);
                index.Add(owner);
                all.Add(owner);
            }

            if (step % 500 == 250) copies.Add((index.Clone(), [.. all]));
            if (step % 20 == 0) Compare(index, all, random, version);
        }

        foreach ((AddressIndex copy, PrefixOwner[] then) in copies) Compare(copy, then, random, version);
        Assert.False(index.Remove(new PrefixOwner("nobody", "eth0", RandomPrefix(random, version), PrefixUse.Route)));
        foreach (PrefixOwner owner in all) Assert.True(index.Remove(owner));
        Assert.Equal(0, index.Count);
    }

    [Fact]
    public void Ten_thousand_more_addresses_beside_fifty_thousand()
    {
        var index = new AddressIndex();
        for (int i = 0; i < 50_000; i++) index.Add(PrefixOwner.OfAddress($"c{i / 10}", "eth0", Address(i)));
        AddressIndex copy = index.Clone();
        for (int i = 50_000; i < 60_000; i++)
        {
            Assert.Null(copy.FindAddress(Address(i)));
            copy.Add(PrefixOwner.OfAddress("new", "eth0", Address(i)));
        }

        Assert.Equal((50_000, 60_000), (index.Count, copy.Count));
        Assert.Equal("c4999", copy.FindAddress(Address(49_999))!.Container);
        Assert.Null(index.FindAddress(Address(50_000)));
    }

    private static IPAddress Address(int number) => IPText.FromNumber(0x0A000000u + (uint)number, IPVersion.IPv4);

    private static void Compare(
        AddressIndex index, IReadOnlyCollection<PrefixOwner> all, Random random, IPVersion version)
    {
        Assert.Equal(all.Count, index.Count);
        IPNetwork asked = RandomPrefix(random, version);
        Assert.Equal(
            all.Where(o => Prefix.Overlaps(o.Prefix, asked)).Select(o => o.ToString()).Order(StringComparer.Ordinal),
            index.FindOverlaps(asked).Select(o => o.ToString()).Order(StringComparer.Ordinal));
    }

    private static IPNetwork RandomPrefix(Random random, IPVersion version)
    {
        // Few distinct bits, so that prefixes meet often.
        int bits = version == IPVersion.IPv4 ? 32 : 128;
        UInt128 number = 0;
        for (int i = 0; i < bits; i += 8) number = (number << 8) | (UInt128)(random.Next(3) * 0x41);
        int length = random.Next(4) == 0 ? bits : random.Next(bits + 1);
        return Prefix.Of(IPText.FromNumber(number, version), length);
    }
}
