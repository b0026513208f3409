using System.Runtime.InteropServices;

namespace ContainerNet.Shell.Running;

/// <summary>Turns SIGINT and SIGTERM into stopping what runs, so that its <c>finally</c> blocks run.</summary>
internal sealed class Interrupts : IDisposable
{
    private const int SignalBase = 128;
    private const int Interrupt = 2;
    private const int Terminate = 15;

    private readonly Lock _lock = new();
    private readonly PosixSignalRegistration[] _registrations;
    private Action? _stop;
    private bool _stopping;

    /// <summary>Listens from now on.</summary>
    public Interrupts()
    {
        _registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, context => Handle(context, Interrupt)),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => Handle(context, Terminate)),
        ];
    }

    /// <summary>The exit code of a shell that a signal ended: 128 and the signal's number.</summary>
    public int ExitCode { get; private set; } = SignalBase + Interrupt;

    /// <summary>Whether the process is to end, even from a prompt.</summary>
    public bool Terminated { get; private set; }

    /// <summary>Until disposed, a signal calls <paramref name="stop"/> instead of ending the process.</summary>
    public IDisposable Guard(Action stop)
    {
        lock (_lock)
        {
            var guard = new Guarded(this, _stop);
            _stop = stop;
            _stopping = false;
            return guard;
        }
    }

    /// <summary>Stops listening.</summary>
    public void Dispose() => Array.ForEach(_registrations, registration => registration.Dispose());

    private void Handle(PosixSignalContext context, int signal)
    {
        Action? stop;
        lock (_lock)
        {
            // With nothing to stop, or asked twice, the signal does what it does to any process.
            bool ignored = _stop is null || _stopping;
            if (ignored && !(signal == Interrupt && AtPrompt)) return;
            context.Cancel = true;
            if (ignored) return;
            ExitCode = SignalBase + signal;
            Terminated |= signal == Terminate;
            _stopping = true;
            stop = _stop;
        }
        stop?.Invoke();
    }

    /// <summary>Whether an interrupt with nothing to stop is harmless, as it is at a prompt.</summary>
    public bool AtPrompt { get; set; }

    private sealed class Guarded(Interrupts owner, Action? previous) : IDisposable
    {
        public void Dispose()
        {
            lock (owner._lock)
            {
                owner._stop = previous;
                owner._stopping = false;
            }
        }
    }
}
