namespace ContainerNet.Netlink;

/// <summary>Attributes and flags of neighbours: NDA_* and NTF_* of linux/neighbour.h.</summary>
internal static class NeighbourAttribute
{
    public const ushort Destination = 1;
    public const ushort HardwareAddress = 2;
    public const ushort LinkIndex = 8;

    public const byte ProxyFlag = 0x08;
    public const byte RouterFlag = 0x80;
}
