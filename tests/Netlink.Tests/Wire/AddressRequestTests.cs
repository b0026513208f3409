using System.Net;

namespace ContainerNet.Netlink.Tests.Wire;

public sealed class AddressRequestTests
{
    private static readonly AddressRequest Four = new()
    {
        LinkIndex = 5,
        Address = IPAddress.Parse("10.0.0.2"),
        PrefixLength = 24,
    };

    private static readonly AddressRequest Six = new()
    {
        LinkIndex = 5,
        Address = IPAddress.Parse("fd00::2"),
        PrefixLength = 64,
    };

    [Fact]
    public void Add_ipv4() => Golden.AssertRequest(batch => batch.AddAddress(Four), """
        28000000 1400 0506 44332211 00000000    // 40, RTM_NEWADDR, REQUEST|ACK|EXCL|CREATE, seq, port
        02 18 00 00 05000000                    // AF_INET, /24, flags, scope universe, link 5
        0800 0200 0a000002                      // IFA_LOCAL
        0800 0100 0a000002                      // IFA_ADDRESS
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
    public void A_loopback_address_has_the_scope_of_the_host() => Golden.AssertRequest(
        batch => batch.AddAddress(Four with { Address = IPAddress.Loopback, PrefixLength = 8 }), """
        28000000 1400 0506 44332211 00000000    // 40, RTM_NEWADDR, REQUEST|ACK|EXCL|CREATE
        02 08 00 fe 05000000                    // AF_INET, /8, flags, scope host, link 5
        0800 0200 7f000001                      // IFA_LOCAL
        0800 0100 7f000001                      // IFA_ADDRESS
        """);

    [Fact]
    public void Delete_looks_at_link_address_and_prefix_only() => Golden.AssertRequest(
        batch => batch.DeleteAddress(Four with { NoDad = true }), """
        28000000 1500 0500 44332211 00000000    // 40, RTM_DELADDR, REQUEST|ACK
        02 18 00 00 05000000                    // AF_INET, /24, flags, scope universe, link 5
        0800 0200 0a000002                      // IFA_LOCAL
        0800 0100 0a000002                      // IFA_ADDRESS
        """);
}
