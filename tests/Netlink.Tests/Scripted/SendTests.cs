using System.Net;
using ContainerNet.Netlink.Protocol;

namespace ContainerNet.Netlink.Tests.Scripted;

public sealed class SendTests
{
    [Fact]
    public void Only_the_last_request_of_a_datagram_asks_for_an_answer()
    {
        var kernel = new ScriptedTransport(AcknowledgeLast);
        Assert.Empty(Send(kernel, BatchCursor.MostMessages + 10));
        Assert.Equal(2, kernel.Sent.Count);
        uint sequence = kernel.Sent.SelectMany(ScriptedTransport.Headers).First().Sequence;
        foreach (byte[] datagram in kernel.Sent)
        {
            List<MessageHeader> headers = ScriptedTransport.Headers(datagram);
            Assert.All(headers[..^1], header => Assert.Equal(0, header.Flags & MessageFlags.Acknowledge));
            Assert.NotEqual(0, headers[^1].Flags & MessageFlags.Acknowledge);
            Assert.All(headers, header => Assert.Equal(sequence++, header.Sequence));
        }
    }

    [Fact]
    public void A_batch_that_is_sent_again_has_new_numbers_and_the_same_acknowledgements()
    {
        var kernel = new ScriptedTransport(AcknowledgeLast);
        using var netlink = new RouteNetlink(kernel);
        using NetlinkBatch batch = Batch(3);
        netlink.Execute(batch);
        batch.DeleteLink(4);
        netlink.Execute(batch);
        List<MessageHeader> first = ScriptedTransport.Headers(kernel.Sent[0]);
        List<MessageHeader> second = ScriptedTransport.Headers(kernel.Sent[1]);
        Assert.Equal(first[^1].Sequence + 1, second[0].Sequence);
        Assert.Equal([0, 0, 4, 0], first.Append(second[2]).Select(h => h.Flags & MessageFlags.Acknowledge));
        Assert.Equal(new NetlinkCounters(2, 2, 7), netlink.Counters);
    }

    [Fact]
    public void A_datagram_is_bounded_in_bytes_too()
    {
        var kernel = new ScriptedTransport(AcknowledgeLast);
        using var netlink = new RouteNetlink(kernel);
        using var batch = new NetlinkBatch();
        var settings = new Ipv4Settings();
        foreach (Ipv4Setting setting in Enum.GetValues<Ipv4Setting>())
            settings.Add(setting, 1);
        for (int number = 0; number < 1000; number++)
            batch.SetLink(new LinkChange { Index = 5, Alias = new string('x', 255), Ipv4Conf = settings });
        netlink.Execute(batch);
        Assert.All(kernel.Sent, datagram => Assert.InRange(datagram.Length, 1, BatchCursor.MostBytes));
        Assert.Equal(1000, kernel.Sent.Sum(datagram => ScriptedTransport.Headers(datagram).Count));
    }

    [Fact]
    public void Failures_are_matched_by_their_numbers()
    {
        var kernel = new ScriptedTransport((kernel, datagram) =>
        {
            List<MessageHeader> headers = ScriptedTransport.Headers(datagram);
            kernel.Answer(ScriptedTransport.Reply(headers[1].Sequence, Errno.EEXIST));
            kernel.Answer(ScriptedTransport.Reply(headers[3].Sequence, Errno.ENODEV));
            AcknowledgeLast(kernel, datagram);
        });
        IReadOnlyList<NetlinkFailure> failures = Send(kernel, 6);
        Assert.Equal([1, 3], failures.Select(f => f.Index));
        Assert.Equal([Errno.EEXIST, Errno.ENODEV], failures.Select(f => f.Error.Errno));
    }

    [Fact]
    public void The_last_request_may_fail()
    {
        var kernel = new ScriptedTransport((kernel, datagram) => kernel.Answer(
            ScriptedTransport.Reply(ScriptedTransport.Headers(datagram)[^1].Sequence, Errno.EPERM)));
        Assert.Equal(2, Assert.Single(Send(kernel, 3)).Index);
    }

    [Fact]
    public void Foreign_answers_are_dropped()
    {
        var kernel = new ScriptedTransport((kernel, datagram) =>
        {
            uint last = ScriptedTransport.Headers(datagram)[^1].Sequence;
            kernel.AnswerFrom(99, ScriptedTransport.Reply(last, Errno.EPERM));
            kernel.Answer(ScriptedTransport.Reply(last + 1, Errno.EPERM));
            kernel.Answer(ScriptedTransport.Reply(last - 1000, Errno.EPERM));
            kernel.Answer(ScriptedTransport.Message(MessageType.NewLink, [], 0, last));
            AcknowledgeLast(kernel, datagram);
        });
        Assert.Empty(Send(kernel, 3));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_explained_error_is_read_behind_the_echo(bool capped)
    {
        byte[] attributes = [12, 0, 1, 0, .. "too bad\0"u8, 8, 0, 2, 0, 24, 0, 0, 0];
        var kernel = new ScriptedTransport((kernel, datagram) =>
        {
            uint sequence = kernel.Sequence;
            byte[] echo = capped ? ScriptedTransport.Echo(sequence, (uint)datagram.Length) : datagram;
            kernel.Answer(ScriptedTransport.Message(
                MessageType.Error,
                [.. BitConverter.GetBytes(-(int)Errno.EINVAL), .. echo, .. attributes],
                (ushort)(MessageFlags.ErrorAttributes | (capped ? MessageFlags.Capped : 0)),
                sequence));
        });
        using var netlink = new RouteNetlink(kernel);
        using var batch = new NetlinkBatch();
        batch.AddAddress(new AddressRequest
        {
            LinkIndex = 5,
            Address = IPAddress.Parse("10.0.0.2"),
            PrefixLength = 24,
        });
        NetlinkException error = Assert.Throws<NetlinkException>(() => netlink.Execute(batch));
        Assert.Equal("too bad", error.KernelMessage);
        Assert.Equal("Invalid argument (EINVAL, kernel: 'too bad')", error.Reason);
        Assert.Equal(
            "Cannot add address 10.0.0.2/24 to link 5: Invalid argument (EINVAL, kernel: 'too bad').", error.Message);
    }

    [Fact]
    public void An_error_that_has_no_name_here_is_told_by_its_number()
    {
        NetlinkException error = new((Errno)76, "add address 192.0.2.1/32 to link 5");
        Assert.StartsWith("Cannot add address 192.0.2.1/32 to link 5: ", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("(errno 76).", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_explanation_without_a_text_is_passed_over()
    {
        var kernel = new ScriptedTransport((kernel, _) => kernel.Answer(ScriptedTransport.Reply(
            kernel.Sequence,
            Errno.EINVAL,
            MessageFlags.Capped | MessageFlags.ErrorAttributes,
            [8, 0, 5, 0, 3, 0, 0, 0])));
        NetlinkException error = Assert.Single(Send(kernel, 1)).Error;
        Assert.Null(error.KernelMessage);
        Assert.Equal("Invalid argument (EINVAL)", error.Reason);
    }

    [Fact]
    public void Malformed_errors_are_told()
    {
        Assert.Throws<NetlinkFormatException>(() => Send(Answering([1, 2]), 1));
        Assert.Throws<NetlinkFormatException>(() => Send(Answering([255, 255, 255, 255, 1, 2]), 1));
        Assert.Throws<NetlinkFormatException>(
            () => Send(Answering([255, 255, 255, 255, .. ScriptedTransport.Echo(1, 4000)]), 1));
        Assert.Throws<NetlinkFormatException>(
            () => Send(Answering([255, 255, 255, 255, .. ScriptedTransport.Echo(1, 16), 99, 0, 1, 0]), 1));
    }

    [Fact]
    public void A_kernel_that_does_not_answer_times_out_and_says_how_far_it_came()
    {
        int datagrams = 0;
        var kernel = new ScriptedTransport((kernel, datagram) =>
        {
            if (datagrams++ == 0)
                AcknowledgeLast(kernel, datagram);
        });
        using var netlink = new RouteNetlink(kernel);
        using NetlinkBatch batch = Batch(300);
        NetlinkException error = Assert.Throws<NetlinkException>(() => netlink.Send(batch));
        Assert.Equal(Errno.ETIMEDOUT, error.Errno);
        Assert.Equal(128, batch.Answered);
    }

    [Fact]
    public void Lost_answers_and_a_failing_socket_are_exceptions()
    {
        var losing = new ScriptedTransport((kernel, _) => kernel.Fail(Errno.ENOBUFS));
        Assert.Equal(Errno.ENOBUFS, Assert.Throws<NetlinkException>(() => Send(losing, 1)).Errno);
        var failing = new ScriptedTransport((_, _) => { }) { SendError = Errno.ENOMEM };
        Assert.Equal(Errno.ENOMEM, Assert.Throws<NetlinkException>(() => Send(failing, 1)).Errno);
    }

    [Fact]
    public void A_cancelled_batch_says_how_far_it_came()
    {
        using var cancellation = new CancellationTokenSource();
        var kernel = new ScriptedTransport((kernel, datagram) =>
        {
            AcknowledgeLast(kernel, datagram);
            cancellation.Cancel();
        });
        using var netlink = new RouteNetlink(kernel);
        using NetlinkBatch batch = Batch(300);
        Assert.Throws<OperationCanceledException>(() => netlink.Send(batch, cancellation.Token));
        Assert.Equal(128, batch.Answered);
        Assert.Single(kernel.Sent);
    }

    [Fact]
    public void A_follow_up_waits_for_its_request_and_is_left_out_when_that_fails()
    {
        bool first = true;
        var kernel = new ScriptedTransport((kernel, datagram) =>
        {
            uint last = ScriptedTransport.Headers(datagram)[^1].Sequence;
            kernel.Answer(ScriptedTransport.Reply(last, first ? Errno.EEXIST : Errno.None));
            first = false;
        });
        using var netlink = new RouteNetlink(kernel);
        using var batch = new NetlinkBatch();
        var veth = new VethRequest { Name = "v0", Alias = "a", Peer = new VethPeer { Name = "p0" } };
        batch.CreateVeth(veth);
        batch.CreateVeth(veth);
        batch.DeleteLink(5);
        Assert.Equal(0, Assert.Single(netlink.Send(batch)).Index);
        Assert.Equal([1, 1, 2], kernel.Sent.Select(datagram => ScriptedTransport.Headers(datagram).Count));
        uint start = ScriptedTransport.Headers(kernel.Sent[0])[0].Sequence;
        Assert.Equal(
            [start, start + 1, start + 1, start + 2],
            kernel.Sent.SelectMany(ScriptedTransport.Headers).Select(header => header.Sequence));
    }

    [Fact]
    public void A_failing_follow_up_is_a_failure_of_its_request()
    {
        var kernel = new ScriptedTransport((kernel, datagram) =>
        {
            List<MessageHeader> headers = ScriptedTransport.Headers(datagram);
            bool follows = (headers[0].Flags & MessageFlags.Create) == 0;
            if (follows)
                kernel.Answer(ScriptedTransport.Reply(headers[0].Sequence, Errno.ENOMEM));
            if (headers.Count > 1 || !follows)
                AcknowledgeLast(kernel, datagram);
        });
        using var netlink = new RouteNetlink(kernel);
        using var batch = new NetlinkBatch();
        batch.CreateVeth(new VethRequest { Name = "v0", Alias = "a", Peer = new VethPeer { Name = "p0" } });
        batch.CreateBridge(new BridgeRequest { Name = "b" });
        NetlinkFailure failure = Assert.Single(netlink.Send(batch));
        Assert.Equal((0, "change link v0"), (failure.Index, failure.Error.Operation));
    }

    [Fact]
    public void Numbers_may_wrap()
    {
        var kernel = new ScriptedTransport((kernel, datagram) =>
        {
            List<MessageHeader> headers = ScriptedTransport.Headers(datagram);
            kernel.Answer(ScriptedTransport.Reply(headers[0].Sequence, Errno.EPERM));
            kernel.Answer(ScriptedTransport.Reply(headers[^1].Sequence, Errno.EEXIST));
        });
        using var connection = new NetlinkConnection(kernel, uint.MaxValue - 2);
        using NetlinkBatch batch = Batch(6);
        Assert.Equal([0, 5], connection.Send(batch, default).Select(f => f.Index));
    }

    [Fact]
    public void Disposing_closes_the_transport()
    {
        var kernel = new ScriptedTransport((_, _) => { });
        new RouteNetlink(kernel).Dispose();
        Assert.True(kernel.IsDisposed);
    }

    private static ScriptedTransport Answering(byte[] error) => new((kernel, _) => kernel.Answer(
        kernel.Message(MessageType.Error, error, MessageFlags.ErrorAttributes)));

    private static void AcknowledgeLast(ScriptedTransport kernel, byte[] datagram)
        => kernel.Answer(ScriptedTransport.Reply(ScriptedTransport.Headers(datagram)[^1].Sequence, Errno.None));

    private static NetlinkBatch Batch(int requests)
    {
        var batch = new NetlinkBatch();
        for (int number = 0; number < requests; number++)
            batch.DeleteLink(number + 1);
        return batch;
    }

    private static IReadOnlyList<NetlinkFailure> Send(ScriptedTransport kernel, int requests)
    {
        using var netlink = new RouteNetlink(kernel);
        using NetlinkBatch batch = Batch(requests);
        return netlink.Send(batch);
    }
}
