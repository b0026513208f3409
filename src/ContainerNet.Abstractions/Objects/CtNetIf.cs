namespace ContainerNet;

/// <summary>What the host end of an interface is connected to.</summary>
public enum CtNetIfType
{
    /// <summary>A port of a bridge.</summary>
    Bridge,

    /// <summary>The host's routing.</summary>
    Routed,

    /// <summary>Something that ContainerNet does not make: a foreign interface of an LXC container.</summary>
    Other,
}

/// <summary>Whether an interface carries packets.</summary>
public enum CtNetIfState
{
    /// <summary>The container is stopped, or the link is down or missing.</summary>
    Down,

    /// <summary>The host veth is there and up.</summary>
    Up,
}

/// <summary>An interface of a container: the desired state, and whether it is up.</summary>
public sealed record CtNetIf : IKeyed
{
    /// <summary>The container's name.</summary>
    public required string Container { get; init; }

    /// <summary>The name inside the container (eth0).</summary>
    public required string Name { get; init; }

    /// <summary>Bridge, Routed or Other.</summary>
    public CtNetIfType Type { get; init; }

    /// <summary>The bridge; null for a routed interface.</summary>
    public string? Link { get; init; }

    /// <summary>The interconnects of a routed interface, at most one per family; empty without.</summary>
    public Interconnect[] Via { get; init; } = [];

    /// <summary>Whether the container uses DHCP; null for a routed interface.</summary>
    public bool? Dhcp { get; init; }

    /// <summary>The IPv4 gateway of a bridged interface: auto, none or an address.</summary>
    public Gateway? GatewayV4 { get; init; }

    /// <summary>The IPv6 gateway of a bridged interface: auto, none or an address.</summary>
    public Gateway? GatewayV6 { get; init; }

    /// <summary>
    /// The hardware address of the container's end: the one that was asked for, or that the kernel chose at this start.
    /// Null while the container is stopped and the kernel is to choose.
    /// </summary>
    public MacAddress? MacAddress { get; init; }

    /// <summary>
    /// The MTU of the container's end in bytes: the one that was asked for, or that the link has now. Null while the
    /// container is stopped and none was asked for: the bridge's, or the kernel's 1500.
    /// </summary>
    public int? Mtu { get; init; }

    /// <summary>The name of the host veth; one that ContainerNet makes begins with "ctn-".</summary>
    public string? HostInterface { get; init; }

    /// <summary>Transmit queues of the veth pair.</summary>
    public int TxQueues { get; init; } = 1;

    /// <summary>Receive queues of the veth pair.</summary>
    public int RxQueues { get; init; } = 1;

    /// <summary>The limit of what the container sends.</summary>
    public BitRate MaxTx { get; init; } = BitRate.Unlimited;

    /// <summary>The limit of what the container receives.</summary>
    public BitRate MaxRx { get; init; } = BitRate.Unlimited;

    /// <summary>The addresses in the order they were added, IPv4 first.</summary>
    public IPInterfaceAddress[] Addresses { get; init; } = [];

    /// <summary>Whether it carries packets now.</summary>
    public CtNetIfState State { get; init; }

    /// <summary>Which of MacAddress, Mtu and HostInterface nobody asked for.</summary>
    public CtAuto Auto { get; init; }

    /// <summary>False for an interface that the user wrote into the LXC configuration by hand.</summary>
    public bool Managed { get; init; } = true;

    /// <summary>The name, so that an interface binds to -Interface of the other cmdlets.</summary>
    public string Interface => Name;

    IReadOnlyList<IComparable?> IKeyed.GetKey() => [Container, Name];
}
