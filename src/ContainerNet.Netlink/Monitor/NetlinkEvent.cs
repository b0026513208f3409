namespace ContainerNet.Netlink;

/// <summary>A change that the kernel told of.</summary>
/// <param name="Kind">What happened.</param>
public sealed record NetlinkEvent(NetlinkEventKind Kind)
{
    /// <summary>
    /// The identifier that the monitor's namespace has for the one where it happened; null when it is the same.
    /// </summary>
    public int? NamespaceId { get; init; }

    /// <summary>Whether a route took the place of another to the same prefix (NLM_F_REPLACE).</summary>
    public bool Replaces { get; init; }

    /// <summary>The link that was set or deleted, as it is or was; else null.</summary>
    public Link? Link { get; init; }

    /// <summary>The address that was set or deleted; else null.</summary>
    public InterfaceAddress? Address { get; init; }

    /// <summary>The route that was set or deleted; else null.</summary>
    public Route? Route { get; init; }
}
