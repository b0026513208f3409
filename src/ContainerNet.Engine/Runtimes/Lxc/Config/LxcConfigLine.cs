namespace ContainerNet.Engine.Runtimes.Lxc.Config;

/// <summary>One setting as it is written.</summary>
/// <param name="Key">The key, with its lxc. prefix.</param>
/// <param name="Value">The value without quotes; empty clears.</param>
/// <param name="File">The file that has the line.</param>
internal readonly record struct LxcConfigLine(string Key, string Value, string File)
{
    /// <summary>Reads a line; null for comments, blank lines, and what LXC ignores because lxc. is missing.</summary>
    /// <param name="line">The line.</param>
    /// <param name="file">The file that has it.</param>
    public static LxcConfigLine? Parse(string line, string file)
    {
        // A # within a line is part of the value; there are no escapes and no continued lines.
        ReadOnlySpan<char> text = line.AsSpan().Trim();
        int equals = text.IndexOf('=');
        if (equals < 0 || !text.StartsWith("lxc.", StringComparison.Ordinal)) return null;
        ReadOnlySpan<char> value = text[(equals + 1)..].Trim();
        if (value.Length > 1 && value[0] is '\'' or '"' && value[^1] == value[0]) value = value[1..^1];
        return new LxcConfigLine(text[..equals].TrimEnd().ToString(), value.ToString(), file);
    }
}
