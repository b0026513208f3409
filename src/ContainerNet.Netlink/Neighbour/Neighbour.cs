using System.Net;
using System.Net.NetworkInformation;

namespace ContainerNet.Netlink;

/// <summary>A neighbour entry as the kernel described it at one moment.</summary>
public sealed record Neighbour
{
    /// <summary>The index of the link.</summary>
    public required int LinkIndex { get; init; }

    /// <summary>The neighbour's address.</summary>
    public required IPAddress Address { get; init; }

    /// <summary>The neighbour's hardware address; <see cref="PhysicalAddress.None"/> while it is not known.</summary>
    public PhysicalAddress Mac { get; init; } = PhysicalAddress.None;

    /// <summary>The state.</summary>
    public NeighbourState State { get; init; }

    /// <summary>Whether the neighbour is a router (NTF_ROUTER, IPv6).</summary>
    public bool IsRouter { get; init; }
}
