using System.Net;

namespace ContainerNet.Netlink;

/// <summary>One hop of a multipath route (struct rtnexthop, linux/rtnetlink.h).</summary>
/// <param name="LinkIndex">The index of the link.</param>
/// <param name="Via">The gateway, or null.</param>
/// <param name="Weight">The hop's share of the traffic, 1 to 256.</param>
/// <param name="IsOnLink">Whether the gateway counts as on the link.</param>
public sealed record RouteNextHop(int LinkIndex, IPAddress? Via, int Weight, bool IsOnLink);
