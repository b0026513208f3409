using ContainerNet.Engine.Model;

namespace ContainerNet.Engine.Store;

/// <summary>A file of the store that can't be read as a container.</summary>
/// <param name="Name">The container's name, as the file has it.</param>
/// <param name="Error">What is wrong, with line and column.</param>
internal sealed record BrokenFile(string Name, ContainerNetException Error);

/// <summary>All desired states at one moment.</summary>
/// <remarks>
/// The containers are shared with the store's cache and with other snapshots: read them only, and change a
/// <see cref="ContainerConfig.Clone"/>.
/// </remarks>
internal sealed class StoreSnapshot(IReadOnlyList<ContainerConfig> containers, IReadOnlyList<BrokenFile> broken)
{
    private Dictionary<string, ContainerConfig>? _byName;

    /// <summary>In ordinal order of their names.</summary>
    public IReadOnlyList<ContainerConfig> Containers { get; } = containers;

    /// <summary>In ordinal order of their names.</summary>
    public IReadOnlyList<BrokenFile> Broken { get; } = broken;

    /// <summary>The container of a name; shared, as <see cref="Containers"/>.</summary>
    public ContainerConfig? Find(string name)
    {
        _byName ??= Containers.ToDictionary(c => c.Name, StringComparer.Ordinal);
        return _byName.GetValueOrDefault(name);
    }
}
