using System.Runtime.ExceptionServices;

namespace ContainerNet.Netlink;

/// <summary>
/// Runs code on a new thread that ends with it. A thread that entered another namespace is never used again, so there
/// is no way back that could fail and leave a thread of the pool in a foreign namespace.
/// </summary>
internal static class ThrowAwayThread
{
    /// <summary>Runs the function and returns its value, or throws what it threw, with its stack.</summary>
    public static T Run<T>(Func<T> function)
    {
        T result = default!;
        ExceptionDispatchInfo? error = null;
        var thread = new Thread(Body) { IsBackground = true };
        thread.Start();
        thread.Join();
        error?.Throw();
        return result;

        void Body()
        {
            try
            {
                result = function();
            }
            catch (Exception exception)
            {
                error = ExceptionDispatchInfo.Capture(exception);
            }
        }
    }
}
