using System.Diagnostics;
using System.Globalization;
using System.Text;
using ContainerNet.Engine.Linux;
using Microsoft.Win32.SafeHandles;
using Tmds.Linux;

namespace ContainerNet.Engine.Store;

/// <summary>The store's lock: one holder at a time, over all processes and all threads.</summary>
/// <remarks>
/// A lock of the open file (F_OFD_SETLK), not of the process: two runspaces of one process exclude each other as well,
/// and the kernel drops it however the holder ends. The holder's process id stands in the file while it works; one that
/// is found there by the next holder tells that the last one was killed.
/// </remarks>
internal sealed class StoreLock : IDisposable
{
    // Bytes of the lock file; they need not be there to be locked.
    private const int Work = 0;
    private const int Door = 1;

    private readonly Action _release;
    private SafeFileHandle? _handle;

    private StoreLock(SafeFileHandle handle, bool lastWasKilled, Action release)
    {
        _handle = handle;
        _release = release;
        LastWasKilled = lastWasKilled;
    }

    /// <summary>Whether the last holder did not finish its work.</summary>
    public bool LastWasKilled { get; }

    /// <summary>Waits for the lock.</summary>
    /// <param name="path">The lock file.</param>
    /// <param name="timeout">How long at most.</param>
    /// <param name="release">Done first when the lock is let go.</param>
    /// <param name="cancellation">Stops waiting.</param>
    public static StoreLock Take(string path, TimeSpan timeout, Action release, CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        while (true)
        {
            StoreLock? held = null;
            SafeFileHandle handle = Open(path);
            try
            {
                // Whoever waits for the work lock holds the door lock, so that a process that keeps coming back can't
                // always be first.
                Wait(handle, Door, path, start, timeout, cancellation);
                Wait(handle, Work, path, start, timeout, cancellation);
                Request(handle, Door, LibC.F_UNLCK, path);
                if (!IsStill(handle, path)) continue;
                held = new StoreLock(handle, RandomAccess.GetLength(handle) > 0, release);
                Note(handle, Encoding.ASCII.GetBytes($"{Environment.ProcessId}\n"));
                return held;
            }
            finally
            {
                if (held is null) LetGo(handle);
            }
        }
    }

    private static void Wait(
        SafeFileHandle handle, int place, string path, long start, TimeSpan timeout, CancellationToken cancellation)
    {
        for (int pause = 1; ; pause = Math.Min(pause * 2, 10))
        {
            cancellation.ThrowIfCancellationRequested();
            if (Request(handle, place, LibC.F_WRLCK, path)) return;
            TimeSpan left = timeout - Stopwatch.GetElapsedTime(start);
            if (timeout != Timeout.InfiniteTimeSpan && left <= TimeSpan.Zero) throw Busy(path, Holder(handle));
            Waiting.Pulse();
            cancellation.WaitHandle.WaitOne(pause);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _handle, null) is not { } handle) return;
        try
        {
            _release();
        }
        finally
        {
            Note(handle, []);
            LetGo(handle);
        }
    }

    // Not left to close: a process that another thread forks has the open file, and with it the locks, until its exec.
    private static unsafe void LetGo(SafeFileHandle handle)
    {
        var all = new flock { l_type = (short)LibC.F_UNLCK, l_whence = (short)LibC.SEEK_SET, l_start = Work, l_len = 2 };
        _ = LibC.fcntl((int)handle.DangerousGetHandle(), LibC.F_OFD_SETLK, &all);
        handle.Dispose();
    }

    private static SafeFileHandle Open(string path)
    {
        int flags = LibC.O_RDWR | LibC.O_CREAT | LibC.O_NOFOLLOW | LibC.O_NONBLOCK;
        return StoreDirectory.Open(path, flags, "lock") ?? throw StoreError.Refused("lock", path, LibC.ENOENT);
    }

    private static unsafe bool Request(SafeFileHandle handle, int place, int type, string path)
    {
        var request = new flock { l_type = (short)type, l_whence = (short)LibC.SEEK_SET, l_start = place, l_len = 1 };
        if (LibC.fcntl((int)handle.DangerousGetHandle(), LibC.F_OFD_SETLK, &request) == 0) return true;
        int errno = LibC.errno;
        if (errno == LibC.EAGAIN || errno == LibC.EACCES || errno == LibC.EINTR) return false;
        throw StoreError.Refused("lock", path, errno);
    }

    // Somebody may have removed the file while we waited; the next would lock a new one beside us.
    private static bool IsStill(SafeFileHandle handle, string path)
    {
        int flags = LibC.O_RDONLY | LibC.O_NOFOLLOW | LibC.O_NONBLOCK;
        using SafeFileHandle? now = StoreDirectory.Open(path, flags, "lock");
        if (now is null) return false;
        var ours = FileStamp.Of((int)handle.DangerousGetHandle(), path, out _);
        var theirs = FileStamp.Of((int)now.DangerousGetHandle(), path, out _);
        return (ours.Device, ours.Inode) == (theirs.Device, theirs.Inode);
    }

    private static void Note(SafeFileHandle handle, byte[] text)
    {
        try
        {
            // Never empty in between: who is killed there would hide that the one before was killed as well.
            RandomAccess.Write(handle, text, 0);
            RandomAccess.SetLength(handle, text.Length);
        }
        catch (IOException)
        {
            // A full disk must not keep anybody from removing things; the note is only for messages.
        }
    }

    private static string Holder(SafeFileHandle handle)
    {
        Span<byte> text = stackalloc byte[16];
        int length = RandomAccess.Read(handle, text, 0);
        string note = Encoding.ASCII.GetString(text[..length]).Trim();
        bool known = int.TryParse(note, NumberStyles.None, CultureInfo.InvariantCulture, out int pid);
        if (!known) return "another process";

        if (pid == Environment.ProcessId) return "another thread of this process";
        try
        {
            return $"process {pid} ({File.ReadAllText($"/proc/{pid}/comm").Trim()})";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"process {pid}";
        }
    }

    private static ContainerNetException Busy(string path, string holder) => new(
        "StoreBusy", CtErrorKind.Busy, $"The store '{Path.GetDirectoryName(path)}' is being changed by {holder}.",
        path, "Try again when it has finished.");
}
