using System.Net;
using System.Net.Sockets;
using ContainerNet.Netlink.Protocol;

namespace ContainerNet.Netlink.Tests.Scripted;

/// <summary>What -Debug shows: each message in words, and nothing when nobody listens.</summary>
public sealed class TraceTests
{
    // struct ifaddrmsg and IFA_LOCAL: 192.0.2.1/24 of link 5.
    private static readonly byte[] s_address = [2, 24, 0, 0, 5, 0, 0, 0, 8, 0, 2, 0, 192, 0, 2, 1];

    [Fact]
    public void Each_request_and_its_answer_are_told_in_words()
    {
        uint first = 0;
        var kernel = new ScriptedTransport((kernel, datagram) =>
        {
            first = ScriptedTransport.Headers(datagram)[0].Sequence;
            kernel.Answer(ScriptedTransport.Reply(first, Errno.EEXIST));
            kernel.Answer(ScriptedTransport.Reply(first + 1, Errno.None));
        });
        List<string> told = Listened(() => Assert.Throws<NetlinkException>(() => Change(kernel)));
        int size = kernel.Sent[0].Length - 32;
        Assert.Equal(
            [
                $"netlink > #{first}: add address 192.0.2.1/24 to link 5 ({size} bytes)",
                $"netlink > #{first + 1}: delete link 6 (32 bytes)",
                $"netlink < #{first}: File exists (EEXIST)",
                $"netlink < #{first + 1}: done",
            ],
            told);
    }

    [Fact]
    public void The_objects_of_a_list_are_told_together()
    {
        var kernel = new ScriptedTransport((kernel, _) =>
        {
            byte[] address = kernel.Message(MessageType.NewAddress, s_address, MessageFlags.Multipart);
            kernel.Answer(address, address, kernel.Message(MessageType.Done, [0, 0, 0, 0], MessageFlags.Multipart));
        });
        using var netlink = new RouteNetlink(kernel);
        List<string> told = Listened(() => netlink.GetAddresses(AddressFamily.InterNetwork));
        uint sequence = kernel.Sequence;
        Assert.Equal(
            [
                $"netlink > #{sequence}: list each address ({kernel.Sent[0].Length} bytes)",
                $"netlink < #{sequence}: 2 × address",
                $"netlink < #{sequence}: end of the list",
            ],
            told);
    }

    [Fact]
    public void Nothing_is_told_afterwards_or_on_another_thread()
    {
        var told = new List<string>();
        using (NetlinkTrace.Listen(told.Add))
        {
            var other = new Thread(() => Change(new ScriptedTransport(AcknowledgeLast)));
            other.Start();
            other.Join();
        }

        Change(new ScriptedTransport(AcknowledgeLast));
        Assert.Empty(told);
    }

    /// <summary>A listener must not lose a message to one that the kernel has cut.</summary>
    [Fact]
    public void A_message_that_is_cut_is_left_out()
    {
        byte[] whole = ScriptedTransport.Reply(7, Errno.None);
        Assert.Equal(["#7: done"], AnswerDescription.Of([.. whole, .. whole[..^4]]));
        Assert.Equal([], AnswerDescription.Of(whole.AsSpan(0, 10)));
    }

    private static void Change(ScriptedTransport kernel)
    {
        using var netlink = new RouteNetlink(kernel);
        using var batch = new NetlinkBatch();
        batch.AddAddress(
            new AddressRequest { LinkIndex = 5, Address = IPAddress.Parse("192.0.2.1"), PrefixLength = 24 });
        batch.DeleteLink(6);
        netlink.Execute(batch);
    }

    private static void AcknowledgeLast(ScriptedTransport kernel, byte[] datagram) => kernel.Answer(
        ScriptedTransport.Reply(ScriptedTransport.Headers(datagram)[^1].Sequence, Errno.None));

    private static List<string> Listened(Action action)
    {
        var told = new List<string>();
        using (NetlinkTrace.Listen(told.Add)) action();
        return told;
    }
}
