using System.Net;
using BenchmarkDotNet.Attributes;
using ContainerNet.Engine.Model;
using ContainerNet.Engine.Store;
using ContainerNet.Micro.Netlink;

namespace ContainerNet.Micro.Engine;

/// <summary>The desired state on disk, among many containers.</summary>
public class Stores
{
    private readonly string _folder = Directory.CreateTempSubdirectory("containernet-micro-").FullName;
    private readonly ContainerConfig[] _variants = [Sample.Container(3, 5), Sample.Container(3, 6)];
    private ContainerStore _store = null!;
    private AddressIndex _index = null!;
    private int _turn;

    [Params(10, 1000)]
    public int Containers { get; set; }

    [GlobalSetup]
    public void Make()
    {
        _store = new ContainerStore(_folder);
        using IDisposable held = _store.Lock(TimeSpan.FromSeconds(10));
        for (int i = 0; i < Containers; i++) _store.Write(Sample.Container(i, 5));

        // A stamp this young is not trusted yet.
        Thread.Sleep(200);
        if (ReadAllWarm() != Containers) throw new InvalidOperationException("Containers are missing.");
        _index = _store.LoadIndex();
    }

    [GlobalCleanup]
    public void Remove() => Directory.Delete(_folder, recursive: true);

    /// <summary>One container, out of memory when its file has not changed.</summary>
    [Benchmark]
    public int ReadOne() => _store.Read("web3")!.Interfaces.Count;

    /// <summary>All of them in a process that has read them before.</summary>
    [Benchmark]
    public int ReadAllWarm() => _store.ReadAll().Containers.Count;

    /// <summary>All of them in a process that has not.</summary>
    [Benchmark]
    public int ReadAllCold() => new ContainerStore(_folder).ReadAll().Containers.Count;

    /// <summary>A container's new state, on the disk when it returns.</summary>
    [Benchmark]
    public void Write() => _store.Write(_variants[_turn++ & 1]);

    /// <summary>The index of all addresses, in step with the files.</summary>
    [Benchmark]
    public int LoadIndex() => _store.LoadIndex().Count;

    [Benchmark]
    public string FindAddress() => _index.FindAddress(s_known)!.Container;

    private static readonly IPAddress s_known = Answers.Nth(17);
}
