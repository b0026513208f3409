namespace ContainerNet.Engine.RootFs;

/// <summary>A root file system whose lookups leave their stamps.</summary>
internal sealed class StampedRootFs(RootFsHandle root, LookupStamps stamps) : IRootFsView
{
    /// <summary>Whether a lookup failed: what it would have found is not known.</summary>
    public bool HasFailed { get; private set; }

    public bool FileExists(string path) => Do(path, follow: true, content: false, root.FileExists);

    public bool DirectoryExists(string path) => Do(path, follow: true, content: false, root.DirectoryExists);

    public bool EntryExists(string path) => Do(path, follow: false, content: false, root.EntryExists);

    public string? ReadLink(string path) => Do(path, follow: false, content: true, root.ReadLink);

    public string? ReadText(string path, int limit = 1 << 20) =>
        Do(path, follow: true, content: true, p => root.ReadText(p, limit));

    public IReadOnlyList<string> List(string path) => Do(path, follow: true, content: true, root.List);

    private T Do<T>(string path, bool follow, bool content, Func<string, T> lookup)
    {
        stamps.Add(root, path, follow, content);
        try
        {
            return lookup(path);
        }
        catch (ContainerNetException)
        {
            HasFailed = true;
            throw;
        }
    }
}
