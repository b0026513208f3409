#pragma warning disable CA1416 // Modes of files: the module is for Linux only.

using static Tmds.Linux.LibC;

namespace ContainerNet.Engine.Linux;

/// <summary>Replaces a file whole: a reader sees the former or the new one, even after a power cut.</summary>
internal static class DurableFile
{
    /// <summary>Writes a file of ours; one that has this content and mode already is not touched.</summary>
    /// <param name="path">The file.</param>
    /// <param name="content">The content.</param>
    /// <param name="mode">The mode.</param>
    public static void Write(string path, byte[] content, UnixFileMode mode)
    {
        if (File.Exists(path) && File.GetUnixFileMode(path) == mode && HasContent(path, content)) return;
        Replace(path, content, mode, null);
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

    private static void Replace(string path, byte[] content, UnixFileMode mode, string? ownerOf)
    {
        string directory = Path.GetDirectoryName(path)!;
        string temporary = Path.Combine(directory, $".{Path.GetFileName(path)}.{Path.GetRandomFileName()}");
        try
        {
            var options = new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
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

        Sync(directory);
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

    // The new name itself is only safe when its directory is.
    private static unsafe void Sync(string directory)
    {
        fixed (byte* path = ZeroEnded(directory))
        {
            int descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
            if (descriptor < 0) return;
            _ = fsync(descriptor);
            _ = close(descriptor);
        }
    }

    private static byte[] ZeroEnded(string path) => [.. System.Text.Encoding.UTF8.GetBytes(path), 0];
}
