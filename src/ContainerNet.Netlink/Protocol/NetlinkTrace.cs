using ContainerNet.Netlink.Protocol;

namespace ContainerNet.Netlink;

/// <summary>Tells what goes to the kernel and comes from it, decoded, to whoever listens on the thread.</summary>
public static class NetlinkTrace
{
    [ThreadStatic]
    private static Action<string>? s_listener;

    /// <summary>Whether anybody listens on this thread.</summary>
    public static bool IsHeard => s_listener is not null;

    /// <summary>
    /// Tells each message that this thread sends or receives, until disposed; then the previous listener is told again.
    /// </summary>
    /// <param name="listener">Gets a line for each message; of a dump, a line for each kind of object.</param>
    public static IDisposable Listen(Action<string> listener)
    {
        var former = new PreviousListener(s_listener);
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

    private sealed class PreviousListener(Action<string>? listener) : IDisposable
    {
        public void Dispose() => s_listener = listener;
    }
}
