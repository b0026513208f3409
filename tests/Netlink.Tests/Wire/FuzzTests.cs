using System.Net.Sockets;
using System.Runtime.InteropServices;
using ContainerNet.Netlink.Protocol;
using ContainerNet.Netlink.Tests.Scripted;

namespace ContainerNet.Netlink.Tests.Wire;

/// <summary>
/// Whatever bytes come in, a reader returns a value or throws <see cref="NetlinkFormatException"/>. Seeded, so that a
/// failure can be repeated.
/// </summary>
public sealed class FuzzTests
{
    private const int Rounds = 40_000;

    /// <summary>Payloads of real messages, from which mutations find their way deeper than random bytes do.</summary>
    private static readonly byte[][] Samples =
    [
        Golden.Bytes("""
            00 00 0100 64000000 43100100 00000000   // struct ifinfomsg
            0700 0300 763000 00                     // IFLA_IFNAME "v0"
            0800 0400 dc050000                      // IFLA_MTU
            0800 1b00 07000000                      // IFLA_GROUP
            0800 1f00 01000000                      // IFLA_NUM_TX_QUEUES
            0500 2100 01 000000                     // IFLA_CARRIER
            0a00 0100 020000000001 0000             // IFLA_ADDRESS
            1000 1200 0900 0100 7665746800 000000   // IFLA_LINKINFO { IFLA_INFO_KIND "veth" }
            0800 2500 00000000                      // IFLA_LINK_NETNSID
            4400 1700 0100000000000000 0200000000000000 0300000000000000 0400000000000000
                      0500000000000000 0600000000000000 0700000000000000 0800000000000000 // IFLA_STATS64
            """),
        Golden.Bytes("""
            02 18 80 00 05000000                    // struct ifaddrmsg
            0800 0100 0a000002                      // IFA_ADDRESS
            0800 0200 0a000002                      // IFA_LOCAL
            0800 0400 0a0000ff                      // IFA_BROADCAST
            0700 0300 763000 00                     // IFA_LABEL
            0800 0800 80000000                      // IFA_FLAGS
            1400 0600 ffffffff ffffffff 00000000 00000000 // IFA_CACHEINFO
            """),
        Golden.Bytes("""
            02 18 00 00 fe 04 00 01 00000000        // struct rtmsg
            0800 0f00 fe000000                      // RTA_TABLE
            0800 0100 01020300                      // RTA_DST
            0c00 0800 0800 0200 78050000            // RTA_METRICS { RTAX_MTU }
            0a00 1200 0200 0a000009 0000            // RTA_VIA
            2400 0900                               // RTA_MULTIPATH
            1000 00 02 64000000 0800 0500 0a000002  //   struct rtnexthop, RTA_GATEWAY
            1000 04 00 64000000 0800 0500 0a000003  //   struct rtnexthop, RTA_GATEWAY
            """),
        Golden.Bytes("""
            02 00 0000 05000000 0200 80 01          // struct ndmsg
            0800 0100 0a000007                      // NDA_DST
            0a00 0200 020000000001 0000             // NDA_LLADDR
            """),
        Golden.Bytes("""
            00 00 0000 05000000 00000180 ffffffff 00000000 // struct tcmsg
            0800 0100 74626600                      // TCA_KIND "tbf"
            3800 0200                               // TCA_OPTIONS
            2800 0100 00 01 0000 0000 0000 d0121300 // TCA_TBF_PARMS: the rate
                      00 00 0000 0000 0000 00000000 00900100 40420f00 00000000 // no peak, limit, buffer, mtu
            0c00 0400 00e40b5402000000              // TCA_TBF_RATE64
            """),
        Golden.Bytes("""
            00 00 0000 05000000 00080080 0000ffff 000300c0 // struct tcmsg
            0800 0100 75333200                      // TCA_KIND "u32"
            3c00 0200                               // TCA_OPTIONS
            3800 0700 3400 0100                     // TCA_U32_ACT { 1 {
            0b00 0100 6d697272656400 00             // TCA_ACT_KIND "mirred"
            2400 0200 2000 0200 01000000 00000000 04000000 01000000 01000000 01000000 07000000 // TCA_MIRRED_PARMS
            """),
        Golden.Bytes("""
            02 00 20 00 00 00 00 01 00000000        // struct fib_rule_hdr
            0800 0f00 bd1b0000                      // FRA_TABLE
            0800 0e00 ffffffff                      // FRA_SUPPRESS_PREFIXLEN
            0500 1500 c7 000000                     // FRA_PROTOCOL
            0800 0600 bc1b0000                      // FRA_PRIORITY
            0800 0200 c000020a                      // FRA_SRC
            """),
        Golden.Bytes("""
            eaffffff                                // -EINVAL
            28000000 1400 0506 44332211 00000000    // the request's header
            0c00 0100 746f6f2062616400              // NLMSGERR_ATTR_MSG "too bad"
            0800 0200 18000000                      // NLMSGERR_ATTR_OFFS
            0800 0500 03000000                      // NLMSGERR_ATTR_MISS_TYPE
            """),
    ];

    [Fact]
    public void Samples_are_read_whole()
    {
        LinkStatistics statistics = new LinkView(Samples[0]).ToLink().Statistics;
        Assert.Equal((1ul, 8ul), (statistics.RxPackets, statistics.TxDropped));
        Assert.Equal(AddressFlags.Permanent, new AddressView(Samples[1]).ToInterfaceAddress().Flags);
        Assert.Equal("10.0.0.2", new RouteView(Samples[2]).ToRoute().Via!.ToString());
        Assert.True(NeighbourReader.Read(Samples[3])!.IsRouter);
        Assert.Equal("too bad", ErrorReply.Read(Samples[^1], Explained).Message);
        Assert.Equal(10_000_000_000ul, QdiscReader.Read(Samples[4]).BytesPerSecond);
        Assert.Equal(7, QdiscReader.ReadRedirect(Samples[5]));
        Assert.Equal(7101u, RuleReader.Read(Samples[6])!.Table);
    }

    [Fact]
    public void Readers_of_payloads_return_or_throw_the_format_exception()
    {
        var random = new Random(7919);
        for (int round = 0; round < Rounds; round++)
        {
            byte[] payload = Mutate(Samples[round % Samples.Length], random);
            Try(payload, round, bytes => new LinkView(bytes).ToLink());
            Try(payload, round, bytes => new AddressView(bytes).ToInterfaceAddress());
            Try(payload, round, bytes => new RouteView(bytes).ToRoute());
            Try(payload, round, bytes => NeighbourReader.Read(bytes));
            Try(payload, round, bytes =>
            {
                var events = new Queue<NetlinkEvent>();
                EventReader.ReadAll(bytes, events);
                return events;
            });
            Try(payload, round, bytes => RuleReader.Read(bytes));
            Try(payload, round, bytes => QdiscReader.Read(bytes));
            Try(payload, round, bytes => QdiscReader.ReadRedirect(bytes));
            Try(payload, round, bytes => ErrorReply.Read(bytes, Explained).ToException("try"));
            Try(payload, round, bytes => ErrorReply.ReadDone(bytes, MessageFlags.ErrorAttributes));
        }
    }

    [Fact]
    public void Requests_of_any_form_are_described()
    {
        var random = new Random(104729);
        ushort[] types = [16, 17, 20, 21, 24, 25, 28, 29, 36, 37, 40, 44, 45, 99];
        for (int round = 0; round < Rounds; round++)
        {
            byte[] payload = Mutate(Samples[round % (Samples.Length - 1)], random);
            byte[] message = ScriptedTransport.Message(types[round % types.Length], payload, (ushort)random.Next(), 1);
            Try(message, round, bytes => RequestDescription.Of(bytes));
        }
    }

    [Fact]
    public void Datagrams_of_any_form_end_a_dump_in_a_value_or_an_exception_of_this_library()
    {
        var random = new Random(15485863);
        for (int round = 0; round < Rounds / 2; round++)
        {
            var kernel = new ScriptedTransport((kernel, _) =>
            {
                byte[] route = kernel.Message(MessageType.NewRoute, Samples[2]);
                byte[] error = ScriptedTransport.Reply(kernel.Sequence, Errno.EPERM);
                byte[] datagram = [.. route, .. kernel.Done(), .. error];
                kernel.Answer(Mutate(datagram, random));
                kernel.Answer(Mutate(datagram, random));
            });
            using var netlink = new RouteNetlink(kernel);
            try
            {
                netlink.GetRoutes(new RouteFilter { Family = AddressFamily.InterNetwork });
            }
            catch (Exception exception) when (exception is NetlinkException or NetlinkFormatException)
            {
            }
        }
    }

    private const ushort Explained = MessageFlags.ErrorAttributes | MessageFlags.Capped;

    private static void Try(byte[] bytes, int round, Func<byte[], object?> read)
    {
        try
        {
            read(bytes);
        }
        catch (NetlinkFormatException)
        {
        }
        catch (Exception exception)
        {
            Assert.Fail($"Round {round}, {Convert.ToHexString(bytes)}: {exception}");
        }
    }

    /// <summary>Random bytes, a truncation, flipped bits, or a changed length.</summary>
    private static byte[] Mutate(byte[] sample, Random random)
    {
        byte[] bytes = [.. sample];
        switch (random.Next(5))
        {
            case 0:
                bytes = new byte[random.Next(0, 200)];
                random.NextBytes(bytes);
                return bytes;
            case 1:
                return bytes[..random.Next(0, bytes.Length)];
            case 2:
                int at = random.Next(0, bytes.Length / 4) * 4;
                ushort length = (ushort)random.Next(0, bytes.Length + 8);
                MemoryMarshal.Write(bytes.AsSpan(at), in length);
                return bytes;
            default:
                for (int flips = random.Next(1, 8); flips > 0; flips--)
                    bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
                return bytes;
        }
    }
}
