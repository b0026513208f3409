using ContainerNet.Engine.Linux;
using ContainerNet.Engine.RootFs.Interop;
using Microsoft.Win32.SafeHandles;
using Tmds.Linux;

namespace ContainerNet.Engine.RootFs;

/// <summary>Opens the root directory of a running process, mounts of its own included.</summary>
internal static class ProcessRoot
{
    /// <summary>
    /// Opens it. The pid must still be the process that started at <paramref name="startTime"/>; null when the caller
    /// has learned the pid just now.
    /// </summary>
    public static SafeFileHandle Open(int pid, ulong? startTime)
    {
        int result = FileCalls.OpenProcess(pid, out SafeFileHandle? process);
        using SafeFileHandle held = process;
        if (result == -LibC.ENOSYS)
            throw RootFsErrors.TooOld("pidfd_open", "5.3");
        if (result < 0 || (startTime is not null && ProcessRecord.StartTimeOf(pid) != startTime))
            throw Gone(pid);
        result = FileCalls.Open(null, $"/proc/{pid}/root", LibC.O_PATH | LibC.O_DIRECTORY, out SafeFileHandle? root);
        // While the process lives its number can't be given to another: what /proc said before this was about it.
        if (FileCalls.HasEnded(process) || result == -LibC.ENOENT)
        {
            root.Dispose();
            throw Gone(pid);
        }
        return result < 0 ? throw RootFsErrors.Failed(result, "open /", $"the root of process {pid}") : root;
    }

    private static ContainerNetException Gone(int pid) =>
        new("ContainerNotRunning", CtErrorKind.InvalidOperation,
            $"The container's process {pid} has ended, or another process has its number now.");
}
