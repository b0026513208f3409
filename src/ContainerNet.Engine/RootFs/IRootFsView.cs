namespace ContainerNet.Engine.RootFs;

/// <summary>
/// Reading in a container's root file system as the container itself would see it: every link is followed inside the
/// root, nothing outside can be reached. Paths are absolute inside the root ("/etc/os-release").
/// </summary>
internal interface IRootFsView
{
    /// <summary>Whether a regular file is there, links followed inside the root.</summary>
    bool FileExists(string path);

    /// <summary>Whether a directory is there, links followed inside the root.</summary>
    bool DirectoryExists(string path);

    /// <summary>Whether any entry is there, the last link not followed (a dangling link counts).</summary>
    bool EntryExists(string path);

    /// <summary>The target text of a link, not resolved; null when it is no link.</summary>
    string? ReadLink(string path);

    /// <summary>
    /// The text of a regular file; null when there is none. A file larger than <paramref name="limit"/> bytes, a
    /// fifo or a device is refused with a <see cref="ContainerNetException"/>.
    /// </summary>
    string? ReadText(string path, int limit = 1 << 20);

    /// <summary>The names in a directory, sorted ordinally; empty when there is none.</summary>
    IReadOnlyList<string> List(string path);
}
