using System.Net;
using ContainerNet.Engine.Store;

namespace ContainerNet.Engine.Tests.Store;

/// <summary>A store of many containers is not stat'ed over and over, and whatever anyone does to its files is
/// seen.</summary>
public sealed class WatchedStoreTests : IDisposable
{
    private const int Containers = 100;

    // Each has an address and an interconnecting network.
    private const int Entries = 2 * Containers;
    private readonly TemporaryStore _dir = new();

    public WatchedStoreTests()
    {
        for (int i = 0; i < Containers; i++) Put(i, $"10.0.0.{i}/32");
        Thread.Sleep(150); // Until the stamps are settled.
        Store.LoadIndex();
        Store.LoadIndex();
    }

    private ContainerStore Store => _dir.Store;

    private string Folder => Path.GetDirectoryName(Store.PathOf("c0"))!;

    public void Dispose() => _dir.Dispose();

    [Fact]
    public void What_nobody_changed_is_not_statted_again()
    {
        Assert.Equal(2 * Containers, Store.Stats);
        for (int i = 0; i < 10; i++) Assert.Equal(Entries, Store.LoadIndex().Count);
        Assert.Equal(2 * Containers, Store.Stats);
    }

    [Fact]
    public void A_change_costs_the_stat_of_one_file_however_many_there_are()
    {
        Store.Write(Samples.Routed("c7", "10.9.9.9/32"));
        Assert.Equal("c7", Owner("10.9.9.9"));
        Assert.Null(Owner("10.0.0.7"));
        Assert.InRange(Store.Stats - (2 * Containers), 1, 2);
    }

    [Fact]
    public void Every_way_to_change_a_file_is_seen()
    {
        File.WriteAllText(Store.PathOf("c1"), Text("c1", "10.7.0.1/32"));
        Assert.Equal("c1", Owner("10.7.0.1"));

        using (FileStream open = File.OpenWrite(Store.PathOf("c2")))
        {
            open.Write(System.Text.Encoding.UTF8.GetBytes(Text("c2", "10.7.0.2/32")));
            open.Flush();
            Assert.Equal("c2", Owner("10.7.0.2"));
        }

        string other = Path.Combine(_dir.Directory, "other");
        File.WriteAllText(other, Text("c3", "10.7.0.3/32"));
        File.Move(other, Store.PathOf("c3"), overwrite: true);
        Assert.Equal("c3", Owner("10.7.0.3"));

        File.Move(Store.PathOf("c4"), other);
        Assert.Null(Owner("10.0.0.4"));
        File.Move(other, Store.PathOf("c4"));
        Assert.Equal("c4", Owner("10.0.0.4"));

        File.Delete(Store.PathOf("c5"));
        Assert.Null(Owner("10.0.0.5"));
        Put(Containers, "10.7.0.5/32");
        Assert.Equal($"c{Containers}", Owner("10.7.0.5"));
    }

    [Fact]
    public void Another_directory_in_its_place_is_seen()
    {
        string away = Path.Combine(_dir.Directory, "away");
        Directory.Move(Folder, away);
        Assert.Equal(0, Store.LoadIndex().Count);
        Put(1, "10.7.0.1/32");
        Assert.Equal(2, Store.LoadIndex().Count);
        Directory.Delete(Folder, recursive: true);
        Directory.Move(away, Folder);
        Assert.Equal(Entries, Store.LoadIndex().Count);
    }

    [Fact]
    public void More_changes_than_the_kernel_keeps_are_seen_all_the_same()
    {
        int most = int.Parse(
            File.ReadAllText("/proc/sys/fs/inotify/max_queued_events"), System.Globalization.CultureInfo.InvariantCulture);
        string extra = Path.Combine(Folder, "extra");
        for (int i = 0; i <= most / 2; i++)
        {
            File.Move(Store.PathOf("c1"), extra);
            File.Move(extra, Store.PathOf("c1"));
        }

        File.WriteAllText(Store.PathOf("c2"), Text("c2", "10.7.0.2/32"));
        Assert.Equal("c2", Owner("10.7.0.2"));
        Assert.Equal("c1", Owner("10.0.0.1"));
    }

    [Fact]
    public void A_broken_file_is_told_each_time()
    {
        File.WriteAllText(Store.PathOf("c1"), "net_interfaces: 5\n");
        for (int i = 0; i < 3; i++)
        {
            var broken = new List<BrokenFile>();
            Assert.Equal(Entries - 2, Store.LoadIndex(broken).Count);
            Assert.Equal("c1", Assert.Single(broken).Name);
        }
    }

    /// <summary>As when the process has no descriptor left for a moment.</summary>
    [Fact]
    public void A_folder_that_could_not_be_listed_once_is_listed_the_next_time()
    {
        var folder = new StoreDirectory(Folder);
        var cache = new IndexCache(new StoreDirectory(_dir.Directory), new ConfigCache(folder));
        IReadOnlyList<string> names = folder.List();
        Assert.Equal(Entries, cache.Load(folder, () => names, null).Count);

        File.Delete(Store.PathOf("c5"));
        Assert.Throws<ContainerNetException>(() => cache.Load(folder, () => throw Refusal(), null));
        Assert.Equal(Entries - 2, cache.Load(folder, folder.List, null).Count);
    }

    private static ContainerNetException Refusal() =>
        new("StoreFailed", CtErrorKind.KernelRefused, "Too many open files.");

    private string? Owner(string address) => Store.LoadIndex().FindAddress(IPAddress.Parse(address))?.Container;

    private void Put(int number, string address) => _dir.Put($"c{number}", Text($"c{number}", address));

    private static string Text(string name, string address) => Samples.Yaml(Samples.Routed(name, address));
}
