namespace ContainerNet;

/// <summary>
/// Properties whose values nobody asked for: they show what is chosen instead, by the kernel or by ContainerNet. A
/// cmdlet that an object with them is piped into does not take them for wishes.
/// </summary>
[Flags]
public enum CtAuto
{
    /// <summary>Every value that is there was asked for.</summary>
    None = 0,

    /// <summary>The hardware address that the kernel chose at this start.</summary>
    MacAddress = 1,

    /// <summary>The MTU that the link has now.</summary>
    Mtu = 2,

    /// <summary>The container's address on the interconnect, as the next hop of a route.</summary>
    Via = 4,

    /// <summary>The name that ContainerNet made for the host veth.</summary>
    HostInterface = 8,
}
