namespace ContainerNet.Netlink;

/// <summary>A change that the kernel told of.</summary>
/// <param name="Kind">What happened.</param>
public sealed record NetlinkEvent(NetlinkEventKind Kind)
{
    /// <summary>The link that was set or deleted, as it is or was; else null.</summary>
    public Link? Link { get; init; }

    /// <summary>The address that was set or deleted; else null.</summary>
    public InterfaceAddress? Address { get; init; }

    /// <summary>The route that was set or deleted; else null.</summary>
    public Route? Route { get; init; }
}
