using ContainerNet.Engine.DistroConfig.Text;

namespace ContainerNet.Engine.RootFs.Ownership;

/// <summary>
/// Brings the files of a network stack into a root file system, and takes away those no longer wanted.
/// </summary>
internal static class OwnedFiles
{
    /// <summary>
    /// Writes what is wanted. When a call fails for a reason that is not the container's doing, everything is taken
    /// back and the error leaves here.
    /// </summary>
    /// <param name="root">Where.</param>
    /// <param name="wanted">What; empty, but for the places of ours, to take everything away.</param>
    /// <param name="previous">What an earlier result said was ours.</param>
    /// <param name="options">How.</param>
    public static WriteResult Apply(RootFsHandle root, RenderedConfig wanted,
        IReadOnlyList<WrittenEntry>? previous = null, WriteOptions? options = null)
    {
        var session = new WriteSession(root, options ?? new WriteOptions());
        session.Warnings.AddRange(wanted.Warnings);
        try
        {
            Write(session, wanted, previous ?? []);
            if (!session.IsDryRun)
                session.Journal.Sync();
            return new WriteResult(session.Outcomes, session.Warnings, session.Owned, session.Journal);
        }
        catch
        {
            session.Journal.Revert();
            session.Journal.Dispose();
            throw;
        }
    }

    private static void Write(WriteSession session, RenderedConfig wanted, IReadOnlyList<WrittenEntry> previous)
    {
        ILookup<string, DisabledLines> disabled = wanted.Disabled.ToLookup(d => d.Path, StringComparer.Ordinal);
        foreach (IGrouping<string, RenderedFile> path in wanted.Files.GroupBy(f => f.Path, StringComparer.Ordinal))
        {
            session.Guard(path.Key,
                () => WriteFile(session, [.. path], [.. disabled[path.Key].SelectMany(d => d.Lines)]));
        }
        // Last, so that no line of the administrator's is commented out before ours are in.
        foreach (IGrouping<string, DisabledLines>? path in disabled.Where(d => wanted.Files.All(f => f.Path != d.Key)))
        {
            session.Guard(path.Key,
                () => SharedFileWriter.Write(session, path.Key, [], [.. path.SelectMany(d => d.Lines)]));
        }
        // What enables a service comes after what the service reads.
        foreach (RenderedLink link in wanted.Links)
            session.Guard(link.Path, () => LinkWriter.Write(session, link, previous));
        IEnumerable<string> paths = wanted.Files.Select(f => f.Path).Concat(wanted.Links.Select(l => l.Path))
            .Concat(disabled.Select(d => d.Key));
        var sweeper = new Sweeper(session, paths.ToHashSet(StringComparer.Ordinal));
        foreach (WrittenEntry entry in previous)
            sweeper.Sweep(entry);
        foreach (OwnedPattern place in wanted.Owned)
            session.GuardPlace(() => sweeper.Sweep(place));
    }

    private static void WriteFile(WriteSession session, IReadOnlyList<RenderedFile> files,
        IReadOnlyCollection<int> disabled)
    {
        if (files.All(f => f.Ownership == FileOwnership.Block))
            SharedFileWriter.Write(session, files[0].Path, files, disabled);
        else if (files.Count == 1)
            WholeFileWriter.Write(session, files[0]);
        else
            throw new ArgumentException($"{files[0].Path} is wanted twice.", nameof(files));
    }
}
