using ContainerNet.Engine.RootFs;

namespace ContainerNet.Engine.Tests.DistroConfig;

/// <summary>A root file system in memory: files, links and directories by their path.</summary>
internal sealed class FakeRootFs : IRootFsView
{
    private readonly SortedDictionary<string, string> _files = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, string> _links = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _directories = new(StringComparer.Ordinal);

    public FakeRootFs File(string path, string text = "")
    {
        _files[path] = text;
        return this;
    }

    public FakeRootFs Link(string path, string target)
    {
        _links[path] = target;
        return this;
    }

    public FakeRootFs Directory(string path)
    {
        _directories.Add(path);
        return this;
    }

    public bool FileExists(string path) => _files.ContainsKey(path);

    public bool DirectoryExists(string path) =>
        _directories.Contains(path)
        || Entries.Any(e => e.StartsWith(path + "/", StringComparison.Ordinal));

    public bool EntryExists(string path) => _links.ContainsKey(path) || FileExists(path) || DirectoryExists(path);

    public string? ReadLink(string path) => _links.GetValueOrDefault(path);

    public string? ReadText(string path, int limit = 1 << 20) => _files.GetValueOrDefault(path);

    public IReadOnlyList<string> List(string path) =>
    [
        .. Entries.Where(e => e.StartsWith(path + "/", StringComparison.Ordinal))
            .Select(e => e[(path.Length + 1)..].Split('/')[0]).Distinct().Order(StringComparer.Ordinal),
    ];

    private IEnumerable<string> Entries => _files.Keys.Concat(_links.Keys).Concat(_directories);
}
