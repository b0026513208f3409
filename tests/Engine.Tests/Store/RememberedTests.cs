using System.Net;
using ContainerNet.Engine.Model;
using ContainerNet.Engine.Store;

namespace ContainerNet.Engine.Tests.Store;

/// <summary>What a store gives without parsing is what another one reads from the file.</summary>
public sealed class RememberedTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("containernet-remembered-").FullName;

    [Theory]
    [InlineData(3)]
    [InlineData(2000)]
    public void A_written_container_is_read_from_memory_as_from_its_file(int count)
    {
        ContainerConfig written = Container(count);
        var store = new ContainerStore(_folder);
        using (store.Lock(TimeSpan.FromSeconds(5))) store.Write(written);
        ContainerConfig remembered = store.Read("web01")!;
        Assert.Equal(0, store.Parsed);
        ContainerConfig parsed = new ContainerStore(_folder).Read("web01")!;
        Assert.Equal(ConfigWriter.Write(parsed), ConfigWriter.Write(remembered));
        Assert.Equal(parsed.Interfaces[0].AddressesV4, remembered.Interfaces[0].AddressesV4);
        Assert.Equal(parsed.Interfaces[0].RoutesV4, remembered.Interfaces[0].RoutesV4);
        Assert.Equal(parsed.Init, remembered.Init);
    }

    /// <summary>What the caller changes later is not what was stored.</summary>
    [Fact]
    public void What_is_remembered_is_a_copy()
    {
        ContainerConfig written = Container(3);
        var store = new ContainerStore(_folder);
        using (store.Lock(TimeSpan.FromSeconds(5))) store.Write(written);
        written.Interfaces[0].AddressesV4.Clear();
        Assert.Equal(3, store.Read("web01")!.Interfaces[0].AddressesV4.Count);
    }

    /// <summary>
    /// A stamp this young is not trusted, but who holds the lock knows that nobody of us has written.
    /// </summary>
    [Fact]
    public void A_young_file_is_read_once_while_the_lock_is_held()
    {
        var store = new ContainerStore(_folder);
        using (store.Lock(TimeSpan.FromSeconds(5))) store.Write(Container(3));
        int before = store.FilesRead;
        using (store.Lock(TimeSpan.FromSeconds(5)))
        {
            store.LoadIndex();
            ContainerConfig read = store.Read("web01")!;
            read.Interfaces[0].AddressesV4.RemoveAt(0);
            store.Write(read);
            Assert.Equal(2, store.Read("web01")!.Interfaces[0].AddressesV4.Count);
        }

        Assert.Equal(before + 1, store.FilesRead);
        Assert.Equal(2, new ContainerStore(_folder).Read("web01")!.Interfaces[0].AddressesV4.Count);
    }

    /// <summary>The lock does not keep an administrator's editor out.</summary>
    [Fact]
    public void An_edit_while_the_lock_is_held_is_seen()
    {
        var store = new ContainerStore(_folder);
        using IDisposable held = store.Lock(TimeSpan.FromSeconds(5));
        store.Write(Container(3));
        Assert.Equal(3, store.Read("web01")!.Interfaces[0].AddressesV4.Count);
        using (var other = new FileStream(store.PathOf("web01"), FileMode.Open)) other.SetLength(0);
        Assert.Equal("StoreFileBroken", Assert.Throws<ContainerNetException>(() => store.Write(Container(2))).ErrorId);
    }

    /// <summary>A file edited in place, in the same moment and to the same length, is read anew.</summary>
    [Fact]
    public void An_edit_right_after_is_seen()
    {
        var store = new ContainerStore(_folder);
        using (store.Lock(TimeSpan.FromSeconds(5))) store.Write(Container(3));
        string path = store.PathOf("web01");
        File.WriteAllText(path, File.ReadAllText(path).Replace("10.1.0.1/32", "10.1.0.9/32", StringComparison.Ordinal));
        Assert.Contains(
            IPInterfaceAddress.Parse("10.1.0.9/32"), store.Read("web01")!.Interfaces[0].AddressesV4);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static ContainerConfig Container(int count)
    {
        var config = new InterfaceConfig("eth0", CtNetIfType.Routed)
        {
            HostInterface = "ctn-web01",
            ViaV4 = Interconnect.Parse("198.51.100.0/30"),
        };
        for (int i = 0; i < count; i++)
        {
            var address = IPInterfaceAddress.Parse($"10.{1 + (i >> 16)}.{(i >> 8) & 255}.{i & 255}/32");
            config.AddressesV4.Add(address);

            // One in three came with its IP, one was asked for by itself, one has a next hop.
            IPAddress? via = i % 3 == 2 ? address.IPAddress : null;
            config.RoutesV4.Add(new RouteConfig(address.GetNetwork(), via, Brought: i % 3 == 0));
        }

        return new ContainerConfig("web01", "NetNs") { Init = ["/bin/sleep", "1000"], Interfaces = [config] };
    }
}
