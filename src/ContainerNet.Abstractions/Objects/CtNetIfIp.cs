namespace ContainerNet;

/// <summary>An IP address of an interface.</summary>
public sealed record CtNetIfIp : IKeyed
{
    /// <summary>The container's name.</summary>
    public required string Container { get; init; }

    /// <summary>The interface's name inside the container.</summary>
    public required string Interface { get; init; }

    /// <summary>4 or 6.</summary>
    public int Version => (int)Address.GetVersion();

    /// <summary>The address with its prefix length.</summary>
    public required IPInterfaceAddress Address { get; init; }

    IReadOnlyList<IComparable?> IKeyed.GetKey() => [Container, Interface, Address];
}
