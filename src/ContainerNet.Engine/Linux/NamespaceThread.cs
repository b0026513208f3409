using System.Runtime.ExceptionServices;

namespace ContainerNet.Engine.Linux;

/// <summary>
/// Work on a new thread. Unlike a thread of the pool, it is in the namespaces of the thread that begins it.
/// </summary>
internal sealed class NamespaceThread
{
    private readonly Thread _thread;
    private ExceptionDispatchInfo? _error;

    private NamespaceThread(Action work)
    {
        _thread = new Thread(() =>
        {
            try
            {
                work();
            }
            catch (Exception e)
            {
                _error = ExceptionDispatchInfo.Capture(e);
            }
        })
        { IsBackground = true };
        _thread.Start();
    }

    public static NamespaceThread Begin(Action work) => new(work);

    /// <summary>Waits until the work has ended, whether it failed or not.</summary>
    public void Wait() => _thread.Join();

    /// <summary>Waits for the end, and throws what the work threw.</summary>
    public void End()
    {
        Wait();
        _error?.Throw();
    }
}
