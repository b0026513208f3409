using System.Net.NetworkInformation;

namespace ContainerNet.Netlink;

/// <summary>A bridge to create. What is null or 0 is left to the kernel's defaults.</summary>
public readonly record struct BridgeRequest
{
    /// <summary>The name, 1 to 15 bytes.</summary>
    public required string Name { get; init; }

    /// <summary>The index to give the bridge, or 0 to let the kernel choose.</summary>
    public int Index { get; init; }

    /// <summary>Whether the bridge is created administratively up.</summary>
    public bool Up { get; init; }

    /// <summary>
    /// The hardware address, or null: the bridge then takes the lowest of its ports' and changes with them.
    /// </summary>
    public PhysicalAddress? Mac { get; init; }

    /// <summary>The MTU in bytes, or 0 for the kernel's default.</summary>
    public int Mtu { get; init; }

    /// <summary>The device group (IFLA_GROUP); 0 is the default group.</summary>
    public uint Group { get; init; }

    /// <summary>
    /// How long a new port listens and learns before it forwards, in steps of 10 ms (IFLA_BR_FORWARD_DELAY); null for
    /// the kernel's 15 s.
    /// </summary>
    public TimeSpan? ForwardDelay { get; init; }

    /// <summary>Whether VLANs are filtered (IFLA_BR_VLAN_FILTERING); null for the kernel's default, off.</summary>
    public bool? VlanFiltering { get; init; }
}
