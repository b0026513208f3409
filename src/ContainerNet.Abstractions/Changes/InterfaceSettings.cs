namespace ContainerNet;

/// <summary>Settings of an interface; null means "not given".</summary>
public sealed record InterfaceSettings
{
    /// <summary>The bridge.</summary>
    public string? Link { get; init; }

    /// <summary>The interconnects, at most one per family; an empty list is a routed interface without.</summary>
    public IReadOnlyList<Interconnect>? Via { get; init; }

    /// <summary>The families whose interconnect the engine chooses, unless <see cref="Via"/> names one.</summary>
    public IReadOnlyList<IPVersion>? AutoVia { get; init; }

    /// <summary>Whether the container asks a DHCP server.</summary>
    public bool? Dhcp { get; init; }

    /// <summary>The IPv4 gateway.</summary>
    public Gateway? GatewayV4 { get; init; }

    /// <summary>The IPv6 gateway.</summary>
    public Gateway? GatewayV6 { get; init; }

    /// <summary>The hardware address of the container's end.</summary>
    public MacAddress? MacAddress { get; init; }

    /// <summary>Go back to an address that the kernel chooses.</summary>
    public bool ClearMacAddress { get; init; }

    /// <summary>The MTU in bytes; 0 goes back to the default.</summary>
    public int? Mtu { get; init; }

    /// <summary>The name of the host veth.</summary>
    public string? HostInterface { get; init; }

    /// <summary>Go back to a name that ContainerNet makes.</summary>
    public bool ClearHostInterface { get; init; }

    /// <summary>Transmit queues.</summary>
    public int? TxQueues { get; init; }

    /// <summary>Receive queues.</summary>
    public int? RxQueues { get; init; }

    /// <summary>The limit of what the container sends.</summary>
    public BitRate? MaxTx { get; init; }

    /// <summary>The limit of what the container receives.</summary>
    public BitRate? MaxRx { get; init; }
}
