namespace ContainerNet.Engine.Linux;

/// <summary>
/// Tells the caller that a call is still going on, wherever the engine waits or begins the next of many things.
/// </summary>
internal static class Waiting
{
    [ThreadStatic]
    private static Action? s_pulse;

    /// <summary>Calls a listener on this thread until disposed; then the previous one is called again.</summary>
    public static IDisposable Tell(Action pulse)
    {
        var former = new PreviousListener(s_pulse);
        s_pulse = pulse;
        return former;
    }

    /// <summary>The call goes on.</summary>
    public static void Pulse() => s_pulse?.Invoke();

    private sealed class PreviousListener(Action? pulse) : IDisposable
    {
        public void Dispose() => s_pulse = pulse;
    }
}
