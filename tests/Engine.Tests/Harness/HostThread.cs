using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using System.Runtime.InteropServices;

namespace ContainerNet.Engine.Tests.Harness;

/// <summary>
/// A thread in a network namespace of its own. What runs on it, and the processes it starts, take this namespace for
/// the host's; it goes with the thread. It may have mounts of its own too, which go likewise.
/// </summary>
internal sealed partial class HostThread : IDisposable
{
    private const int CloneNewMounts = 0x20000;
    private const int CloneNewNetwork = 0x40000000;

    // LXC looks for a bridge in /sys, which shows the network namespace in which it was mounted.
    private const string OwnSysfs = """
        mount --make-rprivate /
        mount --rbind /sys/fs/cgroup /mnt
        mount -t sysfs sysfs /sys
        mount --rbind /mnt /sys/fs/cgroup
        umount -l /mnt
        """;

    // A thread begins in the namespaces of the one that makes it. The pool's may have been made by a host's thread.
    private static readonly BlockingCollection<Thread> s_begin = Begin();

    private readonly BlockingCollection<Action> _work = [];
    private readonly Thread _thread;

    public HostThread(bool ownMounts = false)
    {
        _thread = new Thread(Loop) { IsBackground = true };
        s_begin.Add(_thread);
        Run(() =>
        {
            int spaces = CloneNewNetwork | (ownMounts ? CloneNewMounts : 0);
            if (Unshare(spaces) != 0) throw new InvalidOperationException(LastError("unshare"));
            Tool? tool = ownMounts ? Tool.Run("sh", "-ec", OwnSysfs) : null;
            return tool is null or { ExitCode: 0 } ? true : throw new InvalidOperationException(tool.Error);
        });
    }

    /// <summary>Runs a function on the thread, and waits for it.</summary>
    public T Run<T>(Func<T> function)
    {
        if (Thread.CurrentThread == _thread) return function();
        T result = default!;
        ExceptionDispatchInfo? error = null;
        using var done = new ManualResetEventSlim();
        _work.Add(() =>
        {
            try
            {
                result = function();
            }
            catch (Exception e)
            {
                error = ExceptionDispatchInfo.Capture(e);
            }

            done.Set();
        });
        done.Wait();
        error?.Throw();
        return result;
    }

    public void Dispose()
    {
        _work.CompleteAdding();
        _thread.Join();
        _work.Dispose();
    }

    private static BlockingCollection<Thread> Begin()
    {
        BlockingCollection<Thread> threads = [];
        var beginner = new Thread(() =>
        {
            foreach (Thread thread in threads.GetConsumingEnumerable()) thread.Start();
        })
        { IsBackground = true };
        beginner.Start();
        return threads;
    }

    private void Loop()
    {
        foreach (Action work in _work.GetConsumingEnumerable()) work();
    }

    private static string LastError(string call) => $"{call}: {Marshal.GetLastPInvokeErrorMessage()}";

    [LibraryImport("libc", EntryPoint = "unshare", SetLastError = true)]
    private static partial int Unshare(int flags);
}
