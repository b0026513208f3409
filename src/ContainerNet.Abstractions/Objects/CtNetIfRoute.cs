using System.Net;

namespace ContainerNet;

/// <summary>A prefix that the host routes to an interface.</summary>
public sealed record CtNetIfRoute : IKeyed
{
    /// <summary>The container's name.</summary>
    public required string Container { get; init; }

    /// <summary>The interface's name inside the container.</summary>
    public required string Interface { get; init; }

    /// <summary>4 or 6.</summary>
    public int Version => (int)Prefix.Version(Destination);

    /// <summary>The prefix.</summary>
    public required IPNetwork Destination { get; init; }

    /// <summary>
    /// The next hop: the IP of the interface that was asked for, or the container's address on the interconnect; null
    /// for the link itself.
    /// </summary>
    public IPAddress? Via { get; init; }

    /// <summary>The routing table of the host that the route is in, when it is another than the main one.</summary>
    public uint? Table { get; init; }

    /// <summary>Via when nobody asked for a next hop, and it is the interconnect.</summary>
    public CtAuto Auto { get; init; }

    IReadOnlyList<IComparable?> IKeyed.GetKey() =>
        [Container, Interface, new IPInterfaceAddress(Destination.BaseAddress, Destination.PrefixLength), Table ?? 0];
}
