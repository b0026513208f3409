using System.Net;
using System.Net.Sockets;
using ContainerNet.Netlink.Protocol;

namespace ContainerNet.Netlink.Tests.Scripted;

public sealed class DumpTests
{
    /// <summary>IFA_LOCAL 10.0.0.N of link 5, /24.</summary>
    private static byte[] Address(byte number) => [2, 24, 0, 0, 5, 0, 0, 0, 8, 0, 2, 0, 10, 0, 0, number];

    [Fact]
    public void A_dump_goes_on_over_datagrams_until_it_is_done()
    {
        Assert.Equal(["10.0.0.1", "10.0.0.2", "10.0.0.3"], Dump((kernel, _) =>
        {
            kernel.Answer(New(kernel, 1), New(kernel, 2));
            kernel.Answer(New(kernel, 3));
            kernel.Answer(kernel.Done());
        }));
    }

    [Fact]
    public void The_end_may_come_in_the_same_datagram()
        => Assert.Equal(["10.0.0.1"], Dump((kernel, _) => kernel.Answer(New(kernel, 1), kernel.Done())));

    [Fact]
    public void An_error_at_the_end_is_an_exception()
    {
        NetlinkException error = Assert.Throws<NetlinkException>(() => Dump((kernel, _) =>
        {
            kernel.Answer(New(kernel, 1));
            kernel.Answer(kernel.Done(Errno.ENODEV));
        }));
        Assert.Equal((Errno.ENODEV, "list addresses"), (error.Errno, error.Operation));
    }

    [Fact]
    public void An_error_at_the_end_may_be_explained()
    {
        NetlinkException error = Assert.Throws<NetlinkException>(() => Dump((kernel, _) => kernel.Answer(
            kernel.Message(
                MessageType.Done,
                [.. BitConverter.GetBytes(-19), 8, 0, 1, 0, (byte)'w', (byte)'h', (byte)'y', 0],
                MessageFlags.ErrorAttributes))));
        Assert.Equal("why", error.KernelMessage);
    }

    [Fact]
    public void An_error_instead_of_an_answer_is_an_exception()
    {
        NetlinkException error = Assert.Throws<NetlinkException>(() => Dump(
            (kernel, _) => kernel.Answer(ScriptedTransport.Reply(kernel.Sequence, Errno.EBUSY))));
        Assert.Equal(Errno.EBUSY, error.Errno);
    }

    [Fact]
    public void An_interrupted_dump_is_begun_again()
    {
        int tries = 0;
        Assert.Equal(["10.0.0.1", "10.0.0.2"], Dump((kernel, _) =>
        {
            tries++;
            ushort flags = tries <= 2 ? MessageFlags.DumpInterrupted : (ushort)0;
            kernel.Answer(kernel.Message(MessageType.NewAddress, Address(1), tries == 1 ? flags : (ushort)0));
            kernel.Answer(New(kernel, 2), kernel.Done(flags: flags));
        }));
        Assert.Equal(3, tries);
    }

    [Fact]
    public void A_dump_that_is_always_interrupted_is_an_exception()
    {
        int tries = 0;
        NetlinkException error = Assert.Throws<NetlinkException>(() => Dump((kernel, _) =>
        {
            tries++;
            kernel.Answer(New(kernel, 1), kernel.Done(flags: MessageFlags.DumpInterrupted));
        }));
        Assert.Equal(Errno.EINTR, error.Errno);
        Assert.Equal(11, tries);
    }

    [Fact]
    public void Answers_to_other_questions_are_dropped()
    {
        Assert.Equal(["10.0.0.1"], Dump((kernel, _) =>
        {
            uint other = kernel.Sequence - 1;
            kernel.Answer(
                ScriptedTransport.Message(MessageType.NewAddress, Address(7), MessageFlags.DumpInterrupted, other),
                New(kernel, 1));
            kernel.Answer(ScriptedTransport.Message(MessageType.Done, [0, 0, 0, 0], 0, other));
            kernel.Answer(ScriptedTransport.Reply(other, Errno.EPERM));
            kernel.Answer(kernel.Done());
        }));
    }

    [Fact]
    public void What_comes_behind_the_end_is_dropped()
        => Assert.Equal(
            ["10.0.0.1"], Dump((kernel, _) => kernel.Answer(New(kernel, 1), kernel.Done(), New(kernel, 2))));

    [Fact]
    public void What_others_than_the_kernel_send_is_dropped()
    {
        Assert.Equal(["10.0.0.1"], Dump((kernel, _) =>
        {
            kernel.AnswerFrom(4711, New(kernel, 7), kernel.Done());
            kernel.Answer(New(kernel, 1), kernel.Done());
        }));
    }

    [Fact]
    public void Answers_of_another_family_are_dropped()
    {
        byte[] six = Address(9);
        six[0] = 10;
        Assert.Equal(["10.0.0.1"], Dump((kernel, _) => kernel.Answer(
            kernel.Message(MessageType.NewAddress, six), New(kernel, 1), kernel.Done())));
    }

    [Fact]
    public void A_datagram_that_was_cut_off_is_asked_for_again_with_more_room()
    {
        int tries = 0;
        byte[] padding = new byte[40_000];
        string[] shown = Dump((kernel, _) =>
        {
            tries++;
            kernel.Answer(kernel.Message(MessageType.Noop, padding), New(kernel, 1), kernel.Done());
        });
        Assert.Equal(["10.0.0.1"], shown);
        Assert.Equal(2, tries);
    }

    [Fact]
    public void A_cut_off_dump_is_read_to_its_end_before_it_is_begun_again()
    {
        int tries = 0;
        Assert.Equal(["10.0.0.1"], Dump((kernel, _) =>
        {
            if (tries++ == 0)
                kernel.Answer(kernel.Message(MessageType.Noop, new byte[40_000]));
            kernel.Answer(New(kernel, 1), kernel.Done());
        }));
        Assert.Equal(2, tries);
    }

    [Fact]
    public void A_dump_of_which_something_was_lost_is_begun_again()
    {
        int tries = 0;
        Assert.Equal(["10.0.0.1"], Dump((kernel, _) =>
        {
            if (tries++ == 0)
                kernel.Fail(Errno.ENOBUFS);
            if (tries == 2)
                kernel.Answer(kernel.Message(MessageType.Overrun, []));
            kernel.Answer(New(kernel, 1), kernel.Done());
        }));
        Assert.Equal(3, tries);
    }

    [Fact]
    public void A_kernel_that_does_not_answer_times_out()
    {
        Assert.Equal(Errno.ETIMEDOUT, Assert.Throws<NetlinkException>(() => Dump((_, _) => { })).Errno);
        Assert.Equal(
            Errno.ETIMEDOUT,
            Assert.Throws<NetlinkException>(() => Dump((kernel, _) => kernel.Answer(New(kernel, 1)))).Errno);
    }

    [Fact]
    public void A_malformed_answer_is_told()
    {
        Assert.Throws<NetlinkFormatException>(() => Dump((kernel, _) => kernel.Answer([1, 2, 3])));
        Assert.Throws<NetlinkFormatException>(() => Dump((kernel, _) => kernel.Answer(
            kernel.Message(MessageType.NewAddress, [2, 24]), kernel.Done())));
        Assert.Throws<NetlinkFormatException>(() => Dump((kernel, _) => kernel.Answer(
            kernel.Message(MessageType.NewAddress, [2, 24, 0, 0, 5, 0, 0, 0]), kernel.Done())));
        Assert.Throws<NetlinkFormatException>(() => Dump((kernel, _) => kernel.Answer(
            kernel.Message(MessageType.Done, []))));
    }

    [Fact]
    public void A_message_whose_length_is_no_multiple_of_four_is_stepped_over()
    {
        Assert.Equal(["10.0.0.1", "10.0.0.2"], Dump((kernel, _) =>
        {
            kernel.Answer(kernel.Message(MessageType.Noop, [1, 2, 3, 4, 5]), New(kernel, 1));
            byte[] last = kernel.Message(MessageType.Noop, [1, 2, 3, 4, 5]);
            kernel.Answer(last[..21]);
            kernel.Answer(New(kernel, 2), kernel.Done());
        }));
    }

    [Fact]
    public void Both_families_are_asked_for_one_after_the_other()
    {
        var families = new List<byte>();
        var kernel = new ScriptedTransport((kernel, request) =>
        {
            families.Add(request[MessageHeader.Size]);
            kernel.Answer(kernel.Done());
        });
        using var netlink = new RouteNetlink(kernel);
        Assert.Empty(netlink.GetAddresses());
        Assert.Equal([2, 10], families);
        Assert.Equal(new NetlinkCounters(2, 2, 2), netlink.Counters);
    }

    [Fact]
    public void A_table_that_does_not_exist_has_no_routes()
    {
        var kernel = new ScriptedTransport((kernel, _) => kernel.Answer(kernel.Done(Errno.ENOENT)));
        using var netlink = new RouteNetlink(kernel);
        Assert.Empty(netlink.GetRoutes(new RouteFilter { Table = 5 }));
    }

    [Fact]
    public void Views_are_read_from_a_dump_until_it_is_disposed()
    {
        var kernel = new ScriptedTransport((kernel, _) => kernel.Answer(New(kernel, 1), kernel.Done()));
        using var netlink = new RouteNetlink(kernel);
        AddressDump dump = netlink.DumpAddresses(AddressFamily.InterNetwork);
        int count = 0;
        foreach (AddressView view in dump)
        {
            Assert.Equal(new byte[] { 10, 0, 0, 1 }, view.Address.ToArray());
            count++;
        }
        Assert.Equal(1, count);
        dump.Dispose();
        dump.Dispose();
        bool refused = false;
        try
        {
            dump.GetEnumerator();
        }
        catch (ObjectDisposedException)
        {
            refused = true;
        }
        Assert.True(refused);
    }

    [Fact]
    public void Two_dumps_can_be_read_at_once()
    {
        byte number = 0;
        var kernel = new ScriptedTransport((kernel, _) => kernel.Answer(New(kernel, ++number), kernel.Done()));
        using var netlink = new RouteNetlink(kernel);
        using AddressDump first = netlink.DumpAddresses(AddressFamily.InterNetwork);
        using AddressDump second = netlink.DumpAddresses(AddressFamily.InterNetwork);
        foreach (AddressView view in first)
            Assert.Equal(1, view.Address[3]);
        foreach (AddressView view in second)
            Assert.Equal(2, view.Address[3]);
    }

    [Fact]
    public void A_link_is_asked_for_again_when_the_answer_was_cut_off()
    {
        int tries = 0;
        var kernel = new ScriptedTransport((kernel, _) =>
        {
            byte[] link = [0, 0, 0, 0, 7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 7, 0, 3, 0, (byte)'l', (byte)'o', 0, 0];
            if (tries++ == 0)
                kernel.Answer(kernel.Message(MessageType.Noop, new byte[40_000]));
            else
                kernel.Answer(kernel.Message(MessageType.NewLink, link));
        });
        using var netlink = new RouteNetlink(kernel);
        Link link = netlink.GetLink("lo")!;
        Assert.Equal((7, "lo", 2), (link.Index, link.Name, tries));
    }

    private static byte[] New(ScriptedTransport kernel, byte number)
        => kernel.Message(MessageType.NewAddress, Address(number), MessageFlags.Multipart);

    private static string[] Dump(Action<ScriptedTransport, byte[]> script)
    {
        using var netlink = new RouteNetlink(new ScriptedTransport(script));
        return [.. netlink.GetAddresses(AddressFamily.InterNetwork).Select(a => a.Address.ToString())];
    }
}
