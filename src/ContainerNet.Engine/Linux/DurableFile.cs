#pragma warning disable CA1416 // Modes of files: the module is for Linux only.

using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;
using static Tmds.Linux.LibC;

namespace ContainerNet.Engine.Linux;

/// <summary>Replaces a file whole: a reader sees the former or the new one, even after a power cut.</summary>
internal static class DurableFile
{
    private const string TemporaryEnd = ".tmp";

    /// <summary>Writes a file of ours; one that has this content and mode already is not touched.</summary>
    /// <param name="path">The file.</param>
    /// <param name="content">The content.</param>
    /// <param name="mode">The mode.</param>
    public static void Write(string path, byte[] content, UnixFileMode mode)
    {
        if (File.Exists(path) && File.GetUnixFileMode(path) == mode && HasContent(path, content)) return;
        Replace(path, content, mode, null);
    }

    /// <summary>Writes a file of ours, whatever is there.</summary>
    /// <param name="path">The file.</param>
    /// <param name="content">The content.</param>
    /// <param name="mode">The mode.</param>
    public static void Replace(string path, ReadOnlySpan<byte> content, UnixFileMode mode) =>
        Replace(path, content, mode, null);

    /// <summary>Writes a text that says how something runs, for everybody to read.</summary>
    /// <param name="path">The file.</param>
    /// <param name="text">The text.</param>
    public static void Replace(string path, string text) => Replace(
        path, System.Text.Encoding.UTF8.GetBytes(text),
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);

    /// <summary>Whether a name is that of a file that a killed writer left.</summary>
    public static bool IsTemporary(string name)
    {
        // The middle is ours alone: an editor's own hidden files must stay.
        if (name.Length < 14 || name[0] != '.' || !name.EndsWith(TemporaryEnd, StringComparison.Ordinal)) return false;
        bool ours = name[^13] == '.';
        foreach (char c in name.AsSpan(name.Length - 12, 8)) ours &= char.IsAsciiHexDigitUpper(c);
        return ours;
    }

    /// <summary>Makes the entries of a directory durable.</summary>
    /// <exception cref="IOException">The kernel could not.</exception>
    public static unsafe void SyncDirectory(string directory)
    {
        fixed (byte* path = ZeroEnded(directory))
        {
            int descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
            if (descriptor < 0) throw Failed(directory);
            using var handle = new SafeFileHandle(descriptor, ownsHandle: true);
            int result;
            do result = fsync(descriptor);
            while (result < 0 && errno == EINTR);
            if (result < 0) throw Failed(directory);
        }
    }

    /// <summary>Writes a file of somebody else: mode and owner stay, and a symbolic link stays one.</summary>
    /// <param name="path">The file, which exists.</param>
    /// <param name="content">The content.</param>
    public static void Edit(string path, byte[] content)
    {
        if (HasContent(path, content)) return;
        string target = File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
        Replace(target, content, File.GetUnixFileMode(target), target);
    }

    private static bool HasContent(string path, byte[] content) =>
        new FileInfo(path).Length == content.Length && File.ReadAllBytes(path).AsSpan().SequenceEqual(content);

    private static void Replace(string path, ReadOnlySpan<byte> content, UnixFileMode mode, string? ownerOf)
    {
        string directory = Path.GetDirectoryName(path)!;
        string random = RandomNumberGenerator.GetHexString(8);
        string temporary = Path.Combine(directory, $".{Path.GetFileName(path)}.{random}{TemporaryEnd}");
        try
        {
            var options = new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                BufferSize = 0,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            };
            using (var stream = new FileStream(temporary, options))
            {
                stream.Write(content);
                if (ownerOf is not null) GiveTo(temporary, ownerOf);
                File.SetUnixFileMode(stream.SafeFileHandle, mode);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }

        SyncDirectory(directory);
    }

    private static unsafe void GiveTo(string path, string ownerOf)
    {
        Tmds.Linux.stat status;
        fixed (byte* like = ZeroEnded(ownerOf), to = ZeroEnded(path))
        {
            if (stat(like, &status) != 0 || chown(to, status.st_uid, status.st_gid) != 0)
            {
                throw new IOException($"The owner of '{ownerOf}' can't be kept: errno {errno}.");
            }
        }
    }

    // The kernel's number is in HResult, as with the runtime's own exceptions.
    private static IOException Failed(string path) =>
        new($"'{path}' can't be made durable: {Marshal.GetPInvokeErrorMessage(errno)}.", errno);

    private static byte[] ZeroEnded(string path) => [.. System.Text.Encoding.UTF8.GetBytes(path), 0];
}
