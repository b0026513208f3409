#pragma warning disable CA1416 // Modes of files: the module is for Linux only.

using System.Text;
using ContainerNet.Engine.Linux;
using ContainerNet.Engine.RootFs.Ownership;

namespace ContainerNet.Engine.DistroConfig;

/// <summary>
/// Remembers what of a root file system is ours, a line each: a path, and for a link a tab and its target. Losing it loses
/// only the removal of links and of blocks in files that no stack's pattern names.
/// </summary>
internal sealed class WrittenFiles(string directory)
{
    private const UnixFileMode Mode =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    public IReadOnlyList<WrittenEntry> Read(string container)
    {
        string path = PathOf(container);
        if (!File.Exists(path)) return [];
        return File.ReadAllLines(path)
            .Select(line => line.Split('\t', 2))
            .Select(parts => new WrittenEntry(parts[0], parts.Length > 1 ? parts[1] : null))
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
            text.Append(entry.LinkTarget is null ? entry.Path : $"{entry.Path}\t{entry.LinkTarget}").Append('\n');
        }

        DurableFile.Replace(PathOf(container), Encoding.UTF8.GetBytes(text.ToString()), Mode);
    }

    public void Delete(string container)
    {
        if (File.Exists(PathOf(container))) File.Delete(PathOf(container));
    }

    private string PathOf(string container) => Path.Combine(directory, container);
}
