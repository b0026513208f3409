namespace ContainerNet.Engine.Model;

/// <summary>The desired state of one container: what its YAML file says.</summary>
internal sealed class ContainerConfig(string name, string runtime)
{
    public string Name { get; } = name;

    /// <summary>The name of its runtime: NetNs or Lxc.</summary>
    public string Runtime { get; } = runtime;

    /// <summary>Only for runtimes that do not know it themselves.</summary>
    public string? RootFs { get; set; }

    /// <summary>The command that runs inside while it runs; empty for none.</summary>
    public IReadOnlyList<string> Init { get; set; } = [];

    /// <summary>The network stack that the user named; null when the detector decides.</summary>
    public string? NetworkStack { get; set; }

    public List<InterfaceConfig> Interfaces { get; init; } = [];

    /// <summary>Keys of the file that this version does not know.</summary>
    public UnknownKeys Unknown { get; init; } = UnknownKeys.None;

    public InterfaceConfig? Find(string interfaceName) =>
        Interfaces.Find(i => string.Equals(i.Name, interfaceName, StringComparison.Ordinal));

    /// <summary>A copy that can be changed without this one noticing.</summary>
    public ContainerConfig Clone() => CloneAs(Name);

    /// <summary>A copy under another name.</summary>
    public ContainerConfig CloneAs(string name) => new(name, Runtime)
    {
        RootFs = RootFs,
        Init = Init,
        NetworkStack = NetworkStack,
        Interfaces = Interfaces.ConvertAll(i => i.Clone()),
        Unknown = Unknown,
    };
}
