namespace ContainerNet.Engine.RootFs.Ownership;

/// <summary>
/// What entries were before they were touched, and the open directories they are in, so that the way back does not
/// depend on any path still meaning the same.
/// </summary>
internal sealed class WriteJournal : IDisposable
{
    private readonly List<Entry> _entries = [];
    private readonly List<(RootFsDirectory Parent, string Name)> _made = [];
    private readonly List<RootFsDirectory> _directories = [];

    /// <summary>Takes over a directory, to be closed with the journal.</summary>
    public RootFsDirectory Hold(RootFsDirectory directory)
    {
        _directories.Add(directory);
        return directory;
    }

    /// <summary>A directory was made.</summary>
    public void Made(RootFsDirectory parent, string name) => _made.Add((Hold(parent), name));

    /// <summary>An entry is about to be changed.</summary>
    public void Before(RootFsDirectory directory, string name)
    {
        if (_entries.Exists(e => e.Directory == directory && e.Name == name))
            return;
        EntryKind? kind = directory.Look(name)?.Kind;
        _entries.Add(new Entry(directory, name)
        {
            File = kind == EntryKind.File ? directory.Read(name) : null,
            Link = kind == EntryKind.Link ? directory.ReadLink(name) : null,
        });
    }

    /// <summary>Makes every name last that was changed.</summary>
    public void Sync()
    {
        foreach (RootFsDirectory? directory in _entries.Select(e => e.Directory).Concat(_made.Select(m => m.Parent)).Distinct())
            directory.Sync();
    }

    /// <summary>Takes everything back, the last change first; a second call has nothing to do.</summary>
    public IReadOnlyList<string> Revert()
    {
        var failures = new List<string>();
        foreach (Entry? entry in Enumerable.Reverse(_entries))
        {
            try
            {
                entry.Restore();
            }
            catch (Exception error) when (error is ContainerNetException or IOException)
            {
                failures.Add($"{entry.Directory.PathOf(entry.Name)} could not be undone: {error.Message}");
            }
        }
        // Only empty ones go: what somebody else has put there meanwhile stays.
        foreach ((RootFsDirectory? parent, string? name) in Enumerable.Reverse(_made))
            parent.DeleteDirectory(name);
        _entries.Clear();
        _made.Clear();
        return failures;
    }

    public void Dispose()
    {
        foreach (RootFsDirectory directory in _directories)
            directory.Dispose();
        _directories.Clear();
        _entries.Clear();
        _made.Clear();
    }

    private sealed record Entry(RootFsDirectory Directory, string Name)
    {
        public FileContent? File { get; init; }

        public string? Link { get; init; }

        public void Restore()
        {
            if (File is { Info: var info })
            {
                var attributes = new EntryAttributes(info.Mode, info.Uid, info.Gid) { Modified = info.Modified };
                AtomicEntry.Write(Directory, Name, File.Bytes, attributes);
                return;
            }
            Directory.Delete(Name);
            if (Link is not null)
                AtomicEntry.Link(Directory, Name, Link, Directory.Root.Owner.Uid, Directory.Root.Owner.Gid);
        }
    }
}
