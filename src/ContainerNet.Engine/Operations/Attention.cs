using ContainerNet.Engine.Linux;
using ContainerNet.Netlink;

namespace ContainerNet.Engine.Operations;

/// <summary>Somebody who hears what goes on during the calls of a thread, until disposed.</summary>
internal sealed class Attention : IDisposable
{
    private readonly IDisposable _waiting;
    private readonly IDisposable? _messages;

    private Attention(IDisposable waiting, IDisposable? messages)
    {
        _waiting = waiting;
        _messages = messages;
    }

    /// <summary>Begins to tell.</summary>
    /// <param name="waiting">Hears often, while a call waits or does one of many things.</param>
    /// <param name="message">Hears the messages to and from the kernel; null when nobody reads them.</param>
    public static Attention Begin(Action waiting, Action<string>? message) =>
        new(Waiting.Tell(waiting), message is null ? null : NetlinkTrace.Listen(message));

    public void Dispose()
    {
        _messages?.Dispose();
        _waiting.Dispose();
    }
}
