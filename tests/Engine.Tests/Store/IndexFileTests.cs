using System.Net;
using ContainerNet.Engine.Model;
using ContainerNet.Engine.Store;

namespace ContainerNet.Engine.Tests.Store;

/// <summary>The file index spares parsing, and never says anything that the containers' files do not.</summary>
public sealed class IndexFileTests : IDisposable
{
    private readonly TemporaryStore _dir = new();

    private string IndexPath => Path.Combine(_dir.Directory, "index");

    public IndexFileTests()
    {
        for (int i = 0; i < 40; i++)
        {
            _dir.Put($"c{i}", Samples.Yaml(Samples.Routed($"c{i}", $"10.0.0.{i}/32", $"fd00::{i}/128")));
        }

        _dir.Put("web01", Samples.Yaml(Samples.Full()));
        Thread.Sleep(150);
        using (_dir.Store.Lock(TimeSpan.Zero)) _dir.Store.LoadIndex();
    }

    public void Dispose() => _dir.Dispose();

    [Fact]
    public void The_next_process_parses_only_what_changed()
    {
        _dir.Put("c3", Samples.Yaml(Samples.Routed("c3", "10.9.9.9/32")));
        File.Delete(_dir.Store.PathOf("c4"));
        var store = new ContainerStore(_dir.Directory);
        AddressIndex index = store.LoadIndex();
        Assert.Equal(1, store.Parsed);
        Assert.Null(index.FindAddress(IPAddress.Parse("10.0.0.3")));
        Assert.Null(index.FindAddress(IPAddress.Parse("10.0.0.4")));
        Assert.Equal("c3/eth0", index.FindAddress(IPAddress.Parse("10.9.9.9"))!.Target);
        AssertSame(store, index);
    }

    [Fact]
    public void Every_entry_comes_back() => AssertSame(_dir.Store, new ContainerStore(_dir.Directory).LoadIndex());

    [Fact]
    public void A_damaged_index_only_costs_time()
    {
        byte[] good = File.ReadAllBytes(IndexPath);
        byte[] flipped = [.. good];
        flipped[50] ^= 0xFF;
        foreach (byte[] bad in (byte[][])[[], good[..^1], good[..10], flipped, new byte[100]])
        {
            File.WriteAllBytes(IndexPath, bad);
            var store = new ContainerStore(_dir.Directory);
            AssertSame(store, store.LoadIndex());
        }

        File.Delete(IndexPath);
        Directory.CreateDirectory(IndexPath);
        using IDisposable held = _dir.Store.Lock(TimeSpan.Zero);
        AssertSame(_dir.Store, _dir.Store.LoadIndex());
    }

    [Fact]
    public void A_change_of_the_callers_copy_is_its_own()
    {
        AddressIndex mine = _dir.Store.LoadIndex();
        mine.Remove(Samples.Full());
        mine.Add(PrefixOwner.OfAddress("x", "eth0", IPAddress.Parse("192.0.2.1")));
        AssertSame(_dir.Store, _dir.Store.LoadIndex());
    }

    private static List<PrefixOwner> Covering(AddressIndex index, (IPNetwork Prefix, uint Table) all)
    {
        var owners = new List<PrefixOwner>();
        foreach (PrefixOwner owner in index.Covering(all.Prefix, all.Table)) owners.Add(owner);
        return owners;
    }

    private static void AssertSame(ContainerStore store, AddressIndex index)
    {
        string[] expected = [.. store.ReadAll().Containers.SelectMany(PrefixOwner.Of).Select(o => o.ToString())];
        IEnumerable<string> found = ((string[])["0.0.0.0/0", "::/0"])
            .SelectMany(all => (uint[])[0, 100, uint.MaxValue],
                (all, table) => (Prefix: Prefix.Parse(all), Table: table))
            .SelectMany(a => (PrefixOwner[])[.. Covering(index, a), .. index.Inside(a.Prefix, a.Table)])
            .Select(o => o.ToString());
        Assert.Equal(expected.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
    }
}
