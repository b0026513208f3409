namespace ContainerNet.Engine.DistroConfig.Ifupdown;

/// <summary>How the readers of interfaces(5) differ.</summary>
internal sealed record InterfacesDialect
{
    /// <summary>Debian's ifupdown, whose commands run iproute2's ip.</summary>
    public static InterfacesDialect Debian { get; } = new() { HasPrefixLength = true, HasIproute = true };

    /// <summary>
    /// What ifupdown-ng and busybox's ifup both read. An address with its length, and the methods auto and dhcp of
    /// inet6, would make busybox refuse the whole file, lo included.
    /// </summary>
    public static InterfacesDialect Portable { get; } = new();

    /// <summary>"address 192.0.2.5/24" instead of an address and a netmask.</summary>
    public bool HasPrefixLength { get; private init; }

    /// <summary>
    /// The words nodad and onlink, which busybox's ip lacks; and the inet6 methods auto and dad-attempts.
    /// </summary>
    public bool HasIproute { get; private init; }
}
