using ContainerNet.Engine.Bridges;
using ContainerNet.Engine.Model;

namespace ContainerNet.Engine.Store;

/// <summary>The desired state of all bridges: DIRECTORY/bridges/NAME.yml, and beside each its leases.</summary>
/// <remarks>Reading takes no lock; a writer holds that of the containers' store.</remarks>
internal sealed class BridgeStore(string directory)
{
    private const string End = ".yml";
    private readonly StoreDirectory _bridges = new(Path.Combine(Path.GetFullPath(directory), "bridges"));

    /// <summary>Where dnsmasq keeps the leases of a bridge; they outlive the bridge.</summary>
    public string LeaseFile(string name) => _bridges.PathOf(name + ".leases");

    /// <summary>A bridge; null when it is not known.</summary>
    /// <exception cref="ContainerNetException">The name is invalid; the file is broken or may not be read.</exception>
    public BridgeConfig? Read(string name)
    {
        NameRules.CheckLink(name, "the host");
        string file = name + End;
        return _bridges.Read(file) is { } found ? BridgeFile.Read(name, _bridges.PathOf(file), found.Bytes) : null;
    }

    /// <summary>All bridges, in order of name.</summary>
    /// <exception cref="ContainerNetException">A file is broken or may not be read.</exception>
    public IReadOnlyList<BridgeConfig> ReadAll() => _bridges.List()
        .Where(f => f.EndsWith(End, StringComparison.Ordinal) && f[0] != '.')
        .Select(f => f[..^End.Length])
        .Order(StringComparer.Ordinal)
        .Select(Read)
        .OfType<BridgeConfig>()
        .ToList();

    /// <summary>Stores a bridge; under the lock.</summary>
    public void Write(BridgeConfig config)
    {
        _bridges.Make();
        _bridges.Sweep();
        _bridges.Replace(config.Name + End, BridgeFile.Write(config));
    }

    /// <summary>Forgets a bridge, but not its leases; under the lock.</summary>
    public void Delete(string name) => _bridges.Remove(name + End);
}
