using System.Text;
using ContainerNet.Engine.RootFs;

namespace ContainerNet.Engine.Tests.DistroConfig;

/// <summary>A root file system in memory: links are followed inside it, as the real view does.</summary>
internal sealed class FakeRootFs : IRootFsView
{
    private const int MaxLinks = 40;

    private readonly SortedDictionary<string, Entry> _entries = new(StringComparer.Ordinal) { ["/"] = Entry.Directory };

    private sealed record Entry(string? Text, string? Target, bool Special)
    {
        public static Entry Directory { get; } = new(null, null, false);

        public bool IsDirectory => this == Directory;
    }

    /// <summary>Adds a file, and the directories above it.</summary>
    public FakeRootFs File(string path, string text = "") => Add(path, new Entry(text, null, false));

    public FakeRootFs Directory(string path) => Add(path, Entry.Directory);

    public FakeRootFs Link(string path, string target) => Add(path, new Entry(null, target, false));

    /// <summary>Adds a fifo or a device: it is there, but reading it is refused.</summary>
    public FakeRootFs Special(string path) => Add(path, new Entry(null, null, true));

    public bool FileExists(string path) => Resolve(path) is { } real && _entries[real].Text is not null;

    public bool DirectoryExists(string path) => Resolve(path) is { } real && _entries[real].IsDirectory;

    public bool EntryExists(string path) => ResolveParent(path) is { } real && _entries.ContainsKey(real);

    public string? ReadLink(string path) =>
        ResolveParent(path) is { } real && _entries.TryGetValue(real, out Entry? entry) ? entry.Target : null;

    public string? ReadText(string path, int limit = 1 << 20)
    {
        if (Resolve(path) is not { } real) return null;
        Entry entry = _entries[real];
        if (entry.Special || Encoding.UTF8.GetByteCount(entry.Text ?? "") > limit)
        {
            throw new ContainerNetException("UnsafeFile", CtErrorKind.InvalidData, $"'{path}' is refused.", path);
        }

        return entry.Text;
    }

    public IReadOnlyList<string> List(string path)
    {
        if (Resolve(path) is not { } real || !_entries[real].IsDirectory) return [];
        string prefix = real == "/" ? "/" : real + "/";
        return [.. _entries.Keys.Where(k => k.Length > prefix.Length && k.StartsWith(prefix, StringComparison.Ordinal))
            .Select(k => k[prefix.Length..]).Where(n => !n.Contains('/', StringComparison.Ordinal))];
    }

    private FakeRootFs Add(string path, Entry entry)
    {
        for (int slash = path.IndexOf('/', 1); slash > 0; slash = path.IndexOf('/', slash + 1))
        {
            _entries.TryAdd(path[..slash], Entry.Directory);
        }

        _entries[path] = entry;
        return this;
    }

    private string? ResolveParent(string path)
    {
        int slash = path.LastIndexOf('/');
        if (slash <= 0) return path;
        return Resolve(path[..slash]) is { } parent ? Join(parent, path[(slash + 1)..]) : null;
    }

    private string? Resolve(string path)
    {
        var rest = new Stack<string>(Parts(path).Reverse());
        string at = "/";
        for (int links = 0; rest.TryPop(out string? name);)
        {
            if (name == "..")
            {
                at = at[..Math.Max(at.LastIndexOf('/'), 1)];
                continue;
            }

            string next = Join(at, name);
            if (!_entries.TryGetValue(next, out Entry? entry)) return null;
            if (entry.Target is null)
            {
                at = next;
                continue;
            }

            if (++links > MaxLinks) return null;
            if (entry.Target.StartsWith('/')) at = "/";
            foreach (string part in Parts(entry.Target).Reverse()) rest.Push(part);
        }

        return at;
    }

    private static IEnumerable<string> Parts(string path) =>
        path.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(p => p != ".");

    private static string Join(string directory, string name) => directory == "/" ? "/" + name : $"{directory}/{name}";
}
