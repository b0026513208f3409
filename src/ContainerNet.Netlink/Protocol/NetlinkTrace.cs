using ContainerNet.Netlink.Protocol;

namespace ContainerNet.Netlink;

/// <summary>Tells what goes to the kernel and comes from it, decoded, to whoever listens on the thread.</summary>
public static class NetlinkTrace
{
    [ThreadStatic]
    private static Action<string>? s_listener;

    /// <summary>
    /// Tells each message that this thread sends or receives, until disposed; the former listener then hears again.
    /// </summary>
    /// <param name="listener">Hears a line a message; of a list of many objects, a line a kind.</param>
    public static IDisposable Listen(Action<string> listener)
    {
        var former = new Former(s_listener);
        s_listener = listener;
        return former;
    }

    internal static void Sent(ReadOnlySpan<byte> datagram)
    {
        if (s_listener is not { } listener)
            return;
        var reader = new MessageReader(datagram);
        while (reader.MoveNext())
        {
            ReadOnlySpan<byte> message = datagram.Slice(reader.Offset, (int)reader.Header.Length);
            listener($"netlink > #{reader.Header.Sequence}: {RequestDescription.Of(message)} ({message.Length} bytes)");
        }
    }

    /// <param name="received">What the kernel sent, cut at the buffer's end.</param>
    internal static void Received(ReadOnlySpan<byte> received)
    {
        if (s_listener is not { } listener)
            return;
        foreach (string line in AnswerDescription.Of(received))
            listener($"netlink < {line}");
    }

    private sealed class Former(Action<string>? listener) : IDisposable
    {
        public void Dispose() => s_listener = listener;
    }
}
