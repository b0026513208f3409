using System.Net;
using ContainerNet.Engine.Model;

namespace ContainerNet.Engine.Tests.Store;

/// <summary>The next free network of a pool.</summary>
public sealed class FreePrefixTests
{
    [Fact]
    public void A_pool_is_handed_out_from_its_lowest_network_to_its_last_and_then_ends()
    {
        IPNetwork pool = Prefix.Parse("10.100.0.0/16");
        var index = new AddressIndex();
        for (int i = 0; i < 1 << 14; i++)
        {
            IPNetwork free = index.FindFree(pool, 30)!.Value;
            Assert.Equal(new IPNetwork(IPAddress.Parse($"10.100.{i >> 6}.{(i & 63) << 2}"), 30), free);
            index.Add(Interconnect(free));
        }

        Assert.Null(index.FindFree(pool, 30));
        index.Remove(Interconnect(Prefix.Parse("10.100.77.48/30")));
        Assert.Equal("10.100.77.48/30", index.FindFree(pool, 30).ToString());
        Assert.Equal("10.100.77.48/31", index.FindFree(pool, 31).ToString());
        Assert.Null(index.FindFree(pool, 29));
    }

    [Fact]
    public void What_covers_the_pool_takes_all_of_it()
    {
        IPNetwork pool = Prefix.Parse("fd00:c7::/64");
        var index = new AddressIndex();
        Assert.Equal("fd00:c7::/126", index.FindFree(pool, 126).ToString());
        index.Add(Interconnect(Prefix.Parse("fd00:c8::/32")));
        Assert.Equal("fd00:c7::/126", index.FindFree(pool, 126).ToString());
        index.Add(Interconnect(Prefix.Parse("fd00::/16")));
        Assert.Null(index.FindFree(pool, 126));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Finds_what_a_search_through_all_would_in_either_copy(int seed)
    {
        var random = new Random(seed);
        IPNetwork pool = Prefix.Parse("10.0.0.0/24");
        var index = new AddressIndex();
        var all = new List<PrefixOwner>();
        for (int i = 0; i < 400; i++)
        {
            if (all.Count > 0 && random.Next(3) == 0)
            {
                PrefixOwner gone = all[random.Next(all.Count)];
                all.Remove(gone);
                Assert.True(index.Remove(gone));
            }
            else
            {
                int length = random.Next(10) == 0 ? random.Next(20, 28) : random.Next(28, 33);
                var address = new IPAddress([10, 0, (byte)random.Next(2), (byte)random.Next(256)]);
                PrefixOwner added = Interconnect(Prefix.Of(address, length));
                all.Add(added);
                index.Add(added);
            }

            AddressIndex copy = index.Clone();
            foreach (int wanted in (int[])[26, 30, 32])
            {
                Assert.Equal(Search(all, pool, wanted), index.FindFree(pool, wanted));
                Assert.Equal(Search(all, pool, wanted), copy.FindFree(pool, wanted));
            }
        }
    }

    private static IPNetwork? Search(List<PrefixOwner> all, IPNetwork pool, int length)
    {
        for (UInt128 at = IPText.ToNumber(pool.BaseAddress); ; at += UInt128.One << (32 - length))
        {
            IPNetwork candidate = Prefix.Of(IPText.FromNumber(at, IPVersion.IPv4), length);
            if (!pool.Contains(candidate.BaseAddress)) return null;
            if (!all.Exists(o => Prefix.Overlaps(o.Prefix, candidate))) return candidate;
        }
    }

    private static PrefixOwner Interconnect(IPNetwork network) => new("c", "eth0", network, PrefixUse.Interconnect);
}
