using System.Text;
using ContainerNet.Engine.Linux;
using ContainerNet.Engine.RootFs.Ownership;

namespace ContainerNet.Engine.DistroConfig;

/// <summary>
/// Remembers what of a root file system is ours, a line each: a path, and for a link a tab and its target. Losing it
/// loses only the removal of links and of blocks in files that no stack's pattern names.
/// </summary>
internal sealed class WrittenFiles(string directory)
{
    public IReadOnlyList<WrittenEntry> Read(string container)
    {
        string path = PathOf(container);
        if (!File.Exists(path)) return [];
        return File.ReadAllLines(path)
            .Select(line => line.Split('\t', 2))
            .Select(parts => new WrittenEntry(Plain(parts[0]), parts.Length > 1 ? Plain(parts[1]) : null))
            .Where(entry => entry.Path.StartsWith('/'))
            .ToArray();
    }

    /// <summary>Remembers.</summary>
    /// <param name="container">The container's name.</param>
    /// <param name="previous">What was read before.</param>
    /// <param name="entries">What it is now.</param>
    public void Write(
        string container, IReadOnlyList<WrittenEntry> previous, IReadOnlyList<WrittenEntry> entries)
    {
        if (entries.SequenceEqual(previous)) return;
        if (entries.Count == 0)
        {
            Delete(container);
            return;
        }

        Directory.CreateDirectory(directory);
        var text = new StringBuilder();
        foreach (WrittenEntry entry in entries)
        {
            text.Append(entry.LinkTarget is null
                ? Escaped(entry.Path)
                : $"{Escaped(entry.Path)}\t{Escaped(entry.LinkTarget)}").Append('\n');
        }

        DurableFile.Replace(PathOf(container), text.ToString());
    }

    public void Delete(string container)
    {
        if (File.Exists(PathOf(container))) File.Delete(PathOf(container));
    }

    // A container's root names files as it likes: what ends a line or a field here is written as in a C string.
    private static string Escaped(string text) => text
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("\n", "\\n", StringComparison.Ordinal)
        .Replace("\r", "\\r", StringComparison.Ordinal)
        .Replace("\t", "\\t", StringComparison.Ordinal);

    private static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            bool escaped = text[i] == '\\' && i + 1 < text.Length;
            plain.Append(!escaped ? text[i] : text[++i] switch { 'n' => '\n', 'r' => '\r', 't' => '\t', var c => c });
        }

        return plain.ToString();
    }

    private string PathOf(string container) => Path.Combine(directory, container);
}
