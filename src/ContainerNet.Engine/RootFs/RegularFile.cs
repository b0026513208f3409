using ContainerNet.Engine.RootFs.Interop;
using Microsoft.Win32.SafeHandles;
using Tmds.Linux;

namespace ContainerNet.Engine.RootFs;

/// <summary>A regular file's bytes and attributes, as they were when it was read.</summary>
internal sealed record FileContent(byte[] Bytes, EntryInfo Info);

/// <summary>Reads the file behind an O_PATH descriptor, after checking what it is.</summary>
internal static class RegularFile
{
    /// <summary>
    /// The content; null for a directory, a refusal for a fifo, socket or device and for what is too large.
    /// </summary>
    public static FileContent? Read(SafeFileHandle path, int limit, string name, string rootFs)
    {
        string action = $"read {name}";
        EntryInfo info = Look(path, action, rootFs);
        if (info.Kind == EntryKind.Directory)
            return null;
        if (info.Kind != EntryKind.File)
            throw RootFsErrors.Refused("RootFsNotRegular", action, rootFs, "it is not a regular file");
        if (info.Size > limit)
            throw TooLarge(limit, action, rootFs);
        // Files that the kernel makes up have no size, and reading some (/proc/kmsg) waits or takes away what it reads.
        return info.Size == 0 ? new FileContent([], info) : new FileContent(Bytes(path, limit, action, rootFs), info);
    }

    /// <summary>The text of a link; null when it is none.</summary>
    public static string? LinkText(SafeFileHandle path) =>
        FileCalls.Stat(path, out EntryInfo info) >= 0 && info.Kind == EntryKind.Link
            && FileCalls.ReadLink(path, out string? target) >= 0 ? target : null;

    private static EntryInfo Look(SafeFileHandle path, string action, string rootFs)
    {
        int result = FileCalls.Stat(path, out EntryInfo info);
        return result < 0 ? throw RootFsErrors.Failed(result, action, rootFs) : info;
    }

    private static byte[] Bytes(SafeFileHandle path, int limit, string action, string rootFs)
    {
        // Without O_NONBLOCK the holder of a lease (fcntl(2) F_SETLEASE) could make us wait.
        int result = FileCalls.Reopen(path, LibC.O_RDONLY | LibC.O_NONBLOCK | LibC.O_NOCTTY, out SafeFileHandle? file);
        using SafeFileHandle opened = file;
        if (result < 0)
            throw RootFsErrors.Failed(result, action, rootFs);
        try
        {
            return ReadAll(file, limit) ?? throw TooLarge(limit, action, rootFs);
        }
        catch (IOException error)
        {
            throw new ContainerNetException("RootFsFailed", CtErrorKind.KernelRefused,
                $"Can't {action} in {rootFs}: {error.Message}", rootFs, inner: error);
        }
    }

    // It may grow while it is read, so the size counts for nothing here.
    private static byte[]? ReadAll(SafeFileHandle file, int limit)
    {
        byte[] buffer = new byte[4096];
        int length = 0;
        for (int read; (read = RandomAccess.Read(file, buffer.AsSpan(length), length)) > 0;)
        {
            length += read;
            if (length > limit)
                return null;
            if (length == buffer.Length)
                Array.Resize(ref buffer, buffer.Length * 2);
        }
        return buffer[..length];
    }

    private static ContainerNetException TooLarge(int limit, string action, string rootFs) =>
        RootFsErrors.Refused("RootFsFileTooLarge", action, rootFs, $"it is larger than {limit} bytes");
}
