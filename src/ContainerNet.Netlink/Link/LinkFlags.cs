namespace ContainerNet.Netlink;

/// <summary>Flags of a link (IFF_*, linux/if.h). A link may have others than are named here.</summary>
[Flags]
public enum LinkFlags : uint
{
    /// <summary>No flag.</summary>
    None = 0,

    /// <summary>Administratively up.</summary>
    Up = 1,
}
