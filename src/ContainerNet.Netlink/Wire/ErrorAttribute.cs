namespace ContainerNet.Netlink.Wire;

/// <summary>What explains an error: NLMSGERR_ATTR_* of linux/netlink.h.</summary>
internal static class ErrorAttribute
{
    public const ushort Message = 1;
    public const ushort Offset = 2;
    public const ushort MissingType = 5;
}
