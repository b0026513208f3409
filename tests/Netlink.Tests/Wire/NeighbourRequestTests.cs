using System.Net;
using System.Net.NetworkInformation;

namespace ContainerNet.Netlink.Tests.Wire;

public sealed class NeighbourRequestTests
{
    [Fact]
    public void Neighbour_requests() => Golden.AssertRequest(
        batch => batch.AddNeighbour(new NeighbourRequest
        {
            LinkIndex = 5,
            Address = IPAddress.Parse("10.0.0.7"),
            Mac = PhysicalAddress.Parse("020000000001"),
        }), """
        30000000 1c00 0506 44332211 00000000    // 48, RTM_NEWNEIGH, REQUEST|ACK|EXCL|CREATE
        02 00 0000 05000000 8000 00 00          // AF_INET, padding, link 5, NUD_PERMANENT, flags, type
        0800 0100 0a000007                      // NDA_DST
        0a00 0200 020000000001 0000             // NDA_LLADDR, padding
        """);

    [Fact]
    public void Proxy_neighbour_requests() => Golden.AssertRequest(
        batch => batch.DeleteNeighbour(new NeighbourRequest
        {
            LinkIndex = 5,
            Address = IPAddress.Parse("fd00::7"),
            Proxy = true,
            State = NeighbourState.Stale,
        }), """
        30000000 1d00 0500 44332211 00000000    // 48, RTM_DELNEIGH, REQUEST|ACK
        0a 00 0000 05000000 0000 08 00          // AF_INET6, padding, link 5, no state, NTF_PROXY, type
        1400 0100 fd000000000000000000000000000007 // NDA_DST
        """);
}
