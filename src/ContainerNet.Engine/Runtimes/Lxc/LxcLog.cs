namespace ContainerNet.Engine.Runtimes.Lxc;

/// <summary>Why a start failed, from what LXC and our hook have written.</summary>
internal static class LxcLog
{
    private const int MaxTail = 1 << 16;
    private const int MaxReasons = 3;

    /// <summary>The first errors that were logged: the later ones are their consequences.</summary>
    /// <param name="file">The log.</param>
    /// <param name="from">Where this start's part begins.</param>
    public static string? FirstErrors(string file, long from)
    {
        if (!File.Exists(file)) return null;
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        stream.Position = Math.Min(from, stream.Length);
        byte[] buffer = new byte[MaxTail];
        int read = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        string[] lines = System.Text.Encoding.UTF8.GetString(buffer, 0, read).Split('\n');
        string[] errors = [.. lines.Where(l => l.Contains(" ERROR ", StringComparison.Ordinal))
            .Select(Message).Take(MaxReasons)];
        return errors.Length == 0 ? null : string.Join("; ", errors);
    }

    // PROGRAM CONTAINER TIME LEVEL    category - file:function:line - message
    private static string Message(string line)
    {
        string[] parts = line.Split(" - ", 3);
        return parts[^1].Trim().TrimEnd('.');
    }
}
