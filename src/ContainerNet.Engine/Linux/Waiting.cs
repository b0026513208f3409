namespace ContainerNet.Engine.Linux;

/// <summary>Lets who called know that a call goes on: where the engine waits or begins the next of many things.</summary>
internal static class Waiting
{
    [ThreadStatic]
    private static Action? s_pulse;

    /// <summary>Tells, on this thread, until disposed; the former listener then hears again.</summary>
    public static IDisposable Tell(Action pulse)
    {
        var former = new Former(s_pulse);
        s_pulse = pulse;
        return former;
    }

    /// <summary>The call goes on.</summary>
    public static void Pulse() => s_pulse?.Invoke();

    private sealed class Former(Action? pulse) : IDisposable
    {
        public void Dispose() => s_pulse = pulse;
    }
}
