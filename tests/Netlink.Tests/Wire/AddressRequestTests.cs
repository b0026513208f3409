using System.Net;

namespace ContainerNet.Netlink.Tests.Wire;

public sealed class AddressRequestTests
{
    private static readonly AddressRequest Four = new()
    {
        LinkIndex = 5, Address = IPAddress.Parse("10.0.0.2"), PrefixLength = 24,
    };

    private static readonly AddressRequest Six = new()
    {
        LinkIndex = 5, Address = IPAddress.Parse("fd00::2"), PrefixLength = 64,
    };

    [Fact]
    public void Add_ipv4() => Golden.AssertRequest(batch => batch.AddAddress(Four), """
        28000000 1400 0506 44332211 00000000    // 40, RTM_NEWADDR, REQUEST|ACK|EXCL|CREATE, seq, port
        02 18 00 00 05000000                    // AF_INET, /24, flags, scope universe, link 5
        0800 0200 0a000002                      // IFA_LOCAL
        0800 0100 0a000002                      // IFA_ADDRESS
        """);

    [Fact]
    public void Add_ipv6_with_all_flags() => Golden.AssertRequest(
        batch => batch.AddAddress(Six with { NoDad = true, NoPrefixRoute = true, Scope = AddressScope.Link }), """
        48000000 1400 0506 44332211 00000000    // 72, RTM_NEWADDR, REQUEST|ACK|EXCL|CREATE
        0a 40 00 fd 05000000                    // AF_INET6, /64, flags do not fit here, scope link, link 5
        1400 0200 fd000000000000000000000000000002 // IFA_LOCAL
        1400 0100 fd000000000000000000000000000002 // IFA_ADDRESS
        0800 0800 02020000                      // IFA_FLAGS NODAD|NOPREFIXROUTE
        """);

    [Fact]
    public void Add_ipv6_without_dad_has_the_flag_in_the_header() => Golden.AssertRequest(
        batch => batch.AddAddress(Six with { NoDad = true }), """
        40000000 1400 0506 44332211 00000000    // 64, RTM_NEWADDR, REQUEST|ACK|EXCL|CREATE
        0a 40 02 00 05000000                    // AF_INET6, /64, NODAD, scope universe, link 5
        1400 0200 fd000000000000000000000000000002 // IFA_LOCAL
        1400 0100 fd000000000000000000000000000002 // IFA_ADDRESS
        """);

    [Fact]
    public void Replace_ipv4_with_all_properties() => Golden.AssertRequest(
        batch => batch.ReplaceAddress(Four with
        {
            Peer = IPAddress.Parse("10.0.0.1"),
            Broadcast = IPAddress.Parse("10.0.0.255"),
            Label = "v0:a",
            ValidSeconds = 600,
            PreferredSeconds = 300,
        }), """
        50000000 1400 0505 44332211 00000000    // 80, RTM_NEWADDR, REQUEST|ACK|REPLACE|CREATE
        02 18 00 00 05000000                    // AF_INET, /24, flags, scope universe, link 5
        0800 0200 0a000002                      // IFA_LOCAL
        0800 0100 0a000001                      // IFA_ADDRESS: the peer
        0900 0300 76303a61 00 000000            // IFA_LABEL "v0:a", NUL, padding
        0800 0400 0a0000ff                      // IFA_BROADCAST
        1400 0600 2c010000 58020000 00000000 00000000 // IFA_CACHEINFO preferred 300, valid 600
        """);

    [Fact]
    public void A_loopback_address_has_the_scope_of_the_host() => Golden.AssertRequest(
        batch => batch.AddAddress(Four with { Address = IPAddress.Loopback, PrefixLength = 8 }), """
        28000000 1400 0506 44332211 00000000    // 40, RTM_NEWADDR, REQUEST|ACK|EXCL|CREATE
        02 08 00 fe 05000000                    // AF_INET, /8, flags, scope host, link 5
        0800 0200 7f000001                      // IFA_LOCAL
        0800 0100 7f000001                      // IFA_ADDRESS
        """);

    [Fact]
    public void Delete_looks_at_link_address_and_prefix_only() => Golden.AssertRequest(
        batch => batch.DeleteAddress(Four with { NoDad = true, ValidSeconds = 5, Scope = AddressScope.Link }), """
        28000000 1500 0500 44332211 00000000    // 40, RTM_DELADDR, REQUEST|ACK
        02 18 00 00 05000000                    // AF_INET, /24, flags, scope universe, link 5
        0800 0200 0a000002                      // IFA_LOCAL
        0800 0100 0a000002                      // IFA_ADDRESS
        """);

    [Fact]
    public void Neighbour_requests() => Golden.AssertRequest(
        batch => batch.AddNeighbour(new NeighbourRequest
        {
            LinkIndex = 5,
            Address = IPAddress.Parse("10.0.0.7"),
            Mac = System.Net.NetworkInformation.PhysicalAddress.Parse("020000000001"),
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
            LinkIndex = 5, Address = IPAddress.Parse("fd00::7"), Proxy = true, State = NeighbourState.Stale,
        }), """
        30000000 1d00 0500 44332211 00000000    // 48, RTM_DELNEIGH, REQUEST|ACK
        0a 00 0000 05000000 0000 08 00          // AF_INET6, padding, link 5, no state, NTF_PROXY, type
        1400 0100 fd000000000000000000000000000007 // NDA_DST
        """);
}
