using BenchmarkDotNet.Attributes;
using ContainerNet.Engine.DistroConfig;
using ContainerNet.Engine.Kernel.Plan;
using ContainerNet.Engine.RootFs;

namespace ContainerNet.Micro.Engine;

/// <summary>The text of a container's network files, for some of the network stacks.</summary>
public class Files
{
    private INetworkStack _stack = null!;
    private RenderRequest _request = null!;

    [Params("ifupdown", "netplan", "networkd", "networkmanager", "nixos")]
    public string Stack { get; set; } = "";

    [GlobalSetup]
    public void Make()
    {
        IReadOnlyList<InterfaceState> states = Sample.States(Sample.Container(0, 5));
        _stack = NetworkStackCatalog.Find(Stack)!;
        _request = new RenderRequest("web0", states, new EmptyRoot());
        if (Render() == 0) throw new InvalidOperationException($"{Stack} writes no file.");
    }

    [Benchmark]
    public int Render() => _stack.Render(_request).Files.Count;

    // A root file system just made: what a stack looks up in it is not there.
    private sealed class EmptyRoot : IRootFsView
    {
        public bool FileExists(string path) => false;

        public bool DirectoryExists(string path) => false;

        public bool EntryExists(string path) => false;

        public string? ReadLink(string path) => null;

        public string? ReadText(string path, int limit = 1 << 20) => null;

        public IReadOnlyList<string> List(string path) => [];
    }
}
