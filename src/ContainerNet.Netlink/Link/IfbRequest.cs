namespace ContainerNet.Netlink;

/// <summary>An intermediate functional block device to create: a queue for traffic that comes in elsewhere.</summary>
public readonly record struct IfbRequest
{
    /// <summary>The name, 1 to 15 bytes.</summary>
    public required string Name { get; init; }

    /// <summary>The index to give the device, or 0 to let the kernel choose.</summary>
    public int Index { get; init; }

    /// <summary>Whether the device is created administratively up.</summary>
    public bool Up { get; init; }

    /// <summary>The MTU in bytes, or 0 for the kernel's default.</summary>
    public int Mtu { get; init; }

    /// <summary>The device group (IFLA_GROUP); 0 is the default group.</summary>
    public uint Group { get; init; }

    /// <summary>The number of transmit queues, or 0 for the kernel's default.</summary>
    public int TxQueues { get; init; }
}
