using System.Text;
using static Tmds.Linux.LibC;

namespace ContainerNet.Engine.Runtimes.Lxc.Config;

/// <summary>Reads a configuration with all that it includes, in the order in which LXC would.</summary>
internal sealed class LxcConfigReader
{
    private const int MaxDepth = 16;
    private const int MaxFiles = 256;
    private const long MaxFileBytes = 1 << 20;

    private readonly List<LxcConfigLine> _lines = [];
    private int _files;

    private LxcConfigReader()
    {
    }

    /// <summary>All lines of a container's configuration and its includes, but for ours.</summary>
    /// <param name="paths">The container.</param>
    /// <exception cref="ContainerNetException">It can't be read, or its includes have no end.</exception>
    public static IReadOnlyList<LxcConfigLine> Read(LxcPaths paths)
    {
        var reader = new LxcConfigReader();
        reader.ReadFile(paths.Config, 0, config => LxcBlock.Rest(config, paths));
        return reader._lines;
    }

    private void ReadFile(string file, int depth, Func<byte[], byte[]>? part = null)
    {
        // An include of itself ends here too: LXC would follow it until it runs out of stack.
        if (depth > MaxDepth) throw Unreadable(file, $"lxc.include is nested deeper than {MaxDepth} files");
        if (++_files > MaxFiles) throw Unreadable(file, $"it includes more than {MaxFiles} files");
        byte[] bytes = BytesOf(file);
        string whole = Encoding.UTF8.GetString(part is null ? bytes : part(bytes));
        foreach (string text in whole.Split('\n'))
        {
            if (LxcConfigLine.Parse(text, file) is not { } line) continue;
            if (line.Key == "lxc.include") Include(line.Value, depth + 1);
            else _lines.Add(line);
        }
    }

    private void Include(string path, int depth)
    {
        // A relative one depends on the directory lxc-start happens to run in. LXC reports missing ones itself.
        if (!Path.IsPathRooted(path)) return;
        if (!Directory.Exists(path))
        {
            if (File.Exists(path)) ReadFile(Path.GetFullPath(path), depth);
            return;
        }

        // LXC takes them as readdir gives them; sorted, our answer is at least the same each time.
        foreach (string file in Directory.GetFiles(path, "*.conf").Order(StringComparer.Ordinal))
        {
            ReadFile(Path.GetFullPath(file), depth);
        }
    }

    /// <summary>A file as it is.</summary>
    /// <param name="file">The file.</param>
    /// <exception cref="ContainerNetException">It can't be read, or is none that LXC could.</exception>
    public static byte[] BytesOf(string file)
    {
        try
        {
            if (!IsRegular(file)) throw Unreadable(file, "it is not a regular file");
            using FileStream stream = File.OpenRead(file);
            if (stream.Length > MaxFileBytes) throw Unreadable(file, $"it is larger than {MaxFileBytes} bytes");
            byte[] bytes = new byte[stream.Length];
            return bytes[..stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false)];
        }
        catch (UnauthorizedAccessException e)
        {
            throw new ContainerNetException(
                "LxcConfigUnreadable", CtErrorKind.PermissionDenied, $"'{file}' can't be read: {e.Message}", file,
                "Run as root.", e);
        }
        catch (IOException e)
        {
            throw Unreadable(file, e.Message);
        }
    }

    // Opening a fifo would wait for a writer.
    private static unsafe bool IsRegular(string file)
    {
        byte[] path = [.. Encoding.UTF8.GetBytes(file), 0];
        Tmds.Linux.stat status;
        fixed (byte* p = path)
        {
            return stat(p, &status) != 0 || S_ISREG(status.st_mode);
        }
    }

    private static ContainerNetException Unreadable(string file, string why) => new(
        "LxcConfigUnreadable", CtErrorKind.InvalidData, $"LXC's configuration '{file}' can't be read: {why}.", file);
}
