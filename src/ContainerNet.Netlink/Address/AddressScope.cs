namespace ContainerNet.Netlink;

/// <summary>How far an address is valid (RT_SCOPE_*, linux/rtnetlink.h).</summary>
public enum AddressScope : byte
{
    /// <summary>Everywhere.</summary>
    Global = 0,

    /// <summary>On the link.</summary>
    Link = 253,

    /// <summary>In this host.</summary>
    Host = 254,
}
