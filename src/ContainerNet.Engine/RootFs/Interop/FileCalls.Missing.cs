using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;
using Tmds.Linux;

namespace ContainerNet.Engine.RootFs.Interop;

/// <summary>The calls that Tmds.LibC lacks.</summary>
internal static unsafe partial class FileCalls
{
    private const uint RenameNoReplace = 1;

    // The same number on every processor: all calls after 424 are.
    private const int PidfdOpenNumber = 434;

    // struct dirent of a 64-bit glibc: d_ino 8, d_off 8, d_reclen 2, d_type 1, d_name.
    private const int DirentName = 19;

    /// <summary>
    /// Adds the names in a directory, no more than <paramref name="limit"/>; -EOVERFLOW when there are more.
    /// </summary>
    public static int ReadNames(SafeFileHandle directory, int limit, List<string> names)
    {
        var strict = new UTF8Encoding(false, throwOnInvalidBytes: true);
        // A descriptor of its own: closedir closes it, and the position of a duplicate would be shared.
        int opened = Open(directory, ".", LibC.O_RDONLY | LibC.O_DIRECTORY | LibC.O_NONBLOCK, out SafeFileHandle? own);
        if (opened < 0)
            return opened;
        nint stream = FdOpenDir(opened);
        if (stream == 0)
        {
            own.Dispose();
            return -LibC.ENOMEM;
        }
        own.SetHandleAsInvalid();
        try
        {
            for (byte* entry = ReadDir(stream); entry != null; entry = ReadDir(stream))
            {
                ReadOnlySpan<byte> bytes = MemoryMarshal.CreateReadOnlySpanFromNullTerminated(entry + DirentName);
                if (bytes is [(byte)'.'] or [(byte)'.', (byte)'.'])
                    continue;
                if (names.Count == limit)
                    return -LibC.EOVERFLOW;
                if (Decoded(strict, bytes) is { } name)
                    names.Add(name);
            }
            return 0;
        }
        finally
        {
            _ = CloseDir(stream);
        }
    }

    /// <summary>A pidfd: it stays with its process, whoever gets the number later.</summary>
    public static int OpenProcess(int pid, out SafeFileHandle handle)
    {
        int result = Result((int)(long)LibC.syscall(PidfdOpenNumber, pid, 0));
        handle = Own(result);
        return result;
    }

    /// <summary>Whether the process of a pidfd has ended.</summary>
    public static bool HasEnded(SafeFileHandle pidfd)
    {
        using var at = new BorrowedDescriptor(pidfd);
        var wait = new pollfd { fd = at.Value, events = LibC.POLLIN };
        return LibC.poll(&wait, 1, 0) != 0;
    }

    /// <summary>Gives one file the SELinux label of another, where there is one.</summary>
    public static void CopyLabel(SafeFileHandle from, SafeFileHandle to)
    {
        using var source = new BorrowedDescriptor(from);
        using var target = new BorrowedDescriptor(to);
        Span<byte> label = stackalloc byte[256];
        fixed (byte* name = "security.selinux\0"u8, value = label)
        {
            nint length = GetXattr(source.Value, name, value, (nuint)label.Length);
            if (length > 0)
                _ = SetXattr(target.Value, name, value, (nuint)length, 0);
        }
    }

    // A name that is no UTF-8 is none of ours, and could not be opened again by its text.
    private static string? Decoded(UTF8Encoding strict, ReadOnlySpan<byte> bytes)
    {
        try
        {
            return strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    [LibraryImport("libc", EntryPoint = "renameat2", SetLastError = true)]
    private static partial int RenameAt2(int fromDirectory, byte* from, int toDirectory, byte* to, uint flags);

    [LibraryImport("libc", EntryPoint = "fdopendir", SetLastError = true)]
    private static partial nint FdOpenDir(int descriptor);

    [LibraryImport("libc", EntryPoint = "readdir", SetLastError = true)]
    private static partial byte* ReadDir(nint stream);

    [LibraryImport("libc", EntryPoint = "closedir", SetLastError = true)]
    private static partial int CloseDir(nint stream);

    [LibraryImport("libc", EntryPoint = "fgetxattr", SetLastError = true)]
    private static partial nint GetXattr(int descriptor, byte* name, byte* value, nuint size);

    [LibraryImport("libc", EntryPoint = "fsetxattr", SetLastError = true)]
    private static partial int SetXattr(int descriptor, byte* name, byte* value, nuint size, int flags);
}
