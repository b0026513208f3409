namespace ContainerNet.Netlink;

/// <summary>Which links a dump shows; the default shows all. The kernel filters.</summary>
public readonly record struct LinkFilter
{
    /// <summary>Only links of this kind, such as "veth"; null for all.</summary>
    public string? Kind { get; init; }

    /// <summary>Only links with this master; 0 for all.</summary>
    public int MasterIndex { get; init; }
}
