using System.Net;
using ContainerNet.Engine.Model;
using ContainerNet.Engine.Store;

namespace ContainerNet.Engine.Tests.Store;

/// <summary>Files of the store: written whole, never over a broken one, parsed once.</summary>
public sealed class ContainerStoreTests : IDisposable
{
    private readonly TemporaryStore _dir = new();

    private ContainerStore Store => _dir.Store;

    public void Dispose() => _dir.Dispose();

    [Fact]
    public void A_store_that_is_not_there_is_empty()
    {
        var store = new ContainerStore(Path.Combine(_dir.Directory, "not", "there"));
        Assert.Null(store.Read("web01"));
        Assert.Empty(store.Names());
        Assert.Empty(store.ReadAll().Containers);
        Assert.Equal(0, store.LoadIndex().Count);
        store.Delete("web01");
    }

    [Fact]
    [System.Runtime.Versioning.SupportedOSPlatform("linux")]
    public void Files_and_directories_are_roots_alone()
    {
        string deep = Path.Combine(_dir.Directory, "a", "b");
        var store = new ContainerStore(deep);
        using (store.Lock(TimeSpan.Zero, default)) store.Write(Samples.Full());
        const UnixFileMode dir = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        Assert.Equal(dir, File.GetUnixFileMode(deep));
        Assert.Equal(dir, File.GetUnixFileMode(Path.Combine(deep, "containers")));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(store.PathOf("web01")));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(deep, "lock")));
    }

    [Fact]
    public void What_was_written_is_read_and_what_was_read_is_the_callers_own()
    {
        Store.Write(Samples.Full());
        ContainerConfig one = Store.Read("web01")!;
        one.Interfaces[0].AddressesV4.Clear();
        one.RootFs = "/other";
        Assert.Equal(Samples.Yaml(Samples.Full()), Samples.Yaml(Store.Read("web01")!));
        Assert.Equal([Store.PathOf("web01")], Directory.GetFiles(Path.GetDirectoryName(Store.PathOf("x"))!));
    }

    [Fact]
    public void Equal_bytes_are_not_written_again()
    {
        Store.Write(Samples.Full());
        File.SetLastWriteTimeUtc(Store.PathOf("web01"), DateTime.UnixEpoch);
        Store.Write(Samples.Full());
        Assert.Equal(DateTime.UnixEpoch, File.GetLastWriteTimeUtc(Store.PathOf("web01")));
    }

    /// <summary>There are as many files as before, and one of them has no addresses.</summary>
    [Fact]
    public void Addresses_of_a_removed_file_are_free_also_when_another_broke()
    {
        Store.Write(Samples.Routed("a", "192.0.2.1/32"));
        Store.Write(Samples.Routed("b", "192.0.2.2/32"));
        Assert.NotNull(Store.LoadIndex().FindAddress(IPAddress.Parse("192.0.2.2")));
        File.Delete(Store.PathOf("b"));
        _dir.Put("c", "net_interfaces: 5\n");
        Assert.Null(Store.LoadIndex().FindAddress(IPAddress.Parse("192.0.2.2")));
    }

    [Fact]
    public void A_broken_file_is_left_alone_and_keeps_nobody_from_the_others()
    {
        const string broken = "runtime: NetNs\nnet_interfaces: 5\n";
        foreach (string name in (string[])["b", "a.b", "B", "a"]) Store.Write(Samples.Routed(name, "1.2.3.4/32"));
        string path = _dir.Put("a.b", broken);
        Assert.Equal("StoreFileBroken", Assert.Throws<ContainerNetException>(() => Store.Read("a.b")).ErrorId);
        ContainerNetException refused = Assert.Throws<ContainerNetException>(() => Store.Write(Samples.Routed("a.b")));
        Assert.Equal(
            $"'{path}' is broken at line 2, column 17: '5', expected a list of interfaces.", refused.Message);
        Assert.Equal(broken, File.ReadAllText(path));

        StoreSnapshot all = Store.ReadAll();
        Assert.Equal(["B", "a", "b"], all.Containers.Select(c => c.Name));
        Assert.Equal(("a.b", "StoreFileBroken"), (Assert.Single(all.Broken).Name, all.Broken[0].Error.ErrorId));
        Assert.Equal(["B", "a", "a.b", "b"], Store.Names());
        var unread = new List<BrokenFile>();
        Store.LoadIndex(unread);
        Assert.Equal("a.b", Assert.Single(unread).Name);

        Store.Delete("a.b");
        Assert.Empty(Store.ReadAll().Broken);
    }

    [Fact]
    public void What_could_not_be_read_again_is_not_written()
    {
        ContainerConfig bad = Samples.Routed("web01");
        bad.Interfaces[0].Name = "no good/name";
        Assert.Equal("InvalidState", Assert.Throws<ContainerNetException>(() => Store.Write(bad)).ErrorId);
        Assert.Null(Store.Read("web01"));
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData(".hidden")]
    [InlineData("-x")]
    [InlineData("a/b")]
    [InlineData("../x")]
    [InlineData("a b")]
    [InlineData("a\n")]
    [InlineData("ž")]
    [InlineData("a\0b")]
    [InlineData("12345678901234567890123456789012345678901234567890123456789012345")]
    public void A_name_that_is_none_is_refused_everywhere(string name)
    {
        Action[] uses =
        [
            () => Store.Read(name), () => Store.Delete(name), () => Store.PathOf(name),
            () => Store.Write(new ContainerConfig(name, "NetNs")),
        ];
        foreach (Action use in uses)
        {
            Assert.Equal("InvalidContainerName", Assert.Throws<ContainerNetException>(use).ErrorId);
        }
    }

    [Fact]
    public void Foreign_files_are_not_taken_for_containers_nor_followed()
    {
        string path = _dir.Put("good", "runtime: NetNs\n");
        string directory = Path.GetDirectoryName(path)!;
        File.WriteAllText(Path.Combine(directory, ".good.yml.swp"), "x");
        File.WriteAllText(Path.Combine(directory, "good.yml~"), "x");
        File.WriteAllText(Path.Combine(directory, "README"), "x");
        Directory.CreateDirectory(Store.PathOf("dir"));
        File.CreateSymbolicLink(Store.PathOf("link"), path);
        StoreSnapshot all = Store.ReadAll();
        Assert.Equal("good", Assert.Single(all.Containers).Name);
        Assert.Equal(["dir", "link"], all.Broken.Select(b => b.Name));
        Assert.Contains("not a regular file", all.Broken[0].Error.Message, StringComparison.Ordinal);
        Assert.Contains("a symbolic link", all.Broken[1].Error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_huge_file_is_not_read()
    {
        string path = _dir.Put("big", "runtime: NetNs\n");
        using (FileStream stream = File.OpenWrite(path)) stream.SetLength(StoreDirectory.MaxSize + 1);
        ContainerNetException error = Assert.Throws<ContainerNetException>(() => Store.Read("big"));
        Assert.Contains("more than 16 MiB", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_are_parsed_once_and_again_when_they_change()
    {
        for (int i = 0; i < 50; i++) _dir.Put($"c{i}", "runtime: NetNs\n");
        Assert.Equal(50, Store.ReadAll().Containers.Count);
        Thread.Sleep(150); // Until the stamps are settled.
        for (int i = 0; i < 3; i++) Store.ReadAll();
        Assert.Equal(50, Store.Parsed);
        Assert.Same(Store.ReadAll().Find("c7"), Store.ReadAll().Find("c7"));
        _dir.Put("c7", "runtime: Lxc\n");
        Assert.Equal("Lxc", Store.ReadAll().Find("c7")!.Runtime);
        Assert.Equal("Lxc", Store.Read("c7")!.Runtime);
        Assert.Equal(51, Store.Parsed);
    }

    [Fact]
    public void A_change_of_equal_size_in_the_same_tick_is_seen()
    {
        for (int i = 0; i < 200; i++)
        {
            string runtime = i % 2 == 0 ? "Lxc" : "Ovz";
            _dir.Put("c", $"runtime: {runtime}\n");
            Assert.Equal(runtime, Store.Read("c")!.Runtime);
        }
    }

    [Fact]
    public void Five_thousand_containers_are_parsed_once_and_by_the_next_process_not_at_all()
    {
        for (int i = 0; i < 5000; i++)
        {
            _dir.Put($"c{i}", Samples.Yaml(Samples.Routed($"c{i}", $"10.{i / 250}.{i % 250}.1/32")));
        }

        Thread.Sleep(150);
        using (Store.Lock(TimeSpan.Zero, default)) Assert.Equal(10_000, Store.LoadIndex().Count);
        Assert.Equal(5000, Store.ReadAll().Containers.Count);
        Assert.Equal("c251", Store.LoadIndex().FindAddress(System.Net.IPAddress.Parse("10.1.1.1"))!.Container);
        Assert.Equal(5000, Store.Parsed);

        var next = new ContainerStore(_dir.Directory);
        Assert.Equal("c251", next.LoadIndex().FindAddress(System.Net.IPAddress.Parse("10.1.1.1"))!.Container);
        Assert.Equal(0, next.Parsed);
    }
}
