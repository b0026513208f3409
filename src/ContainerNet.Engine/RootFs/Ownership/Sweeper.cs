using ContainerNet.Engine.Model;

namespace ContainerNet.Engine.RootFs.Ownership;

/// <summary>Finds what is ours and no longer wanted, and takes it away.</summary>
internal sealed class Sweeper(WriteSession session, IReadOnlySet<string> wanted)
{
    // A writer is done within moments; what is older than this was left by one that was killed.
    private static readonly TimeSpan StaleAfter = TimeSpan.FromHours(1);

    /// <summary>Looks through a place of ours.</summary>
    public void Sweep(OwnedPattern place)
    {
        if (session.Directory(place.Directory, make: false) is not { } directory)
            return;
        IReadOnlyList<string> names = directory.Names();
        foreach (string name in names)
        {
            string file = BackupName.Of(name) ?? name;
            if (AtomicEntry.IsTemporary(name))
                DropStale(directory, name);
            else if (Matches(file, place.Name) && !wanted.Contains(directory.PathOf(file)))
                session.Guard(directory.PathOf(file), () => TakeAway(directory, file));
        }
    }

    /// <summary>Looks at one path that was ours.</summary>
    public void Sweep(WrittenEntry entry)
    {
        if (wanted.Contains(entry.Path))
            return;
        if (entry.LinkTarget is not null)
        {
            session.Guard(entry.Path, () => LinkWriter.Remove(session, entry));
            return;
        }
        (string? path, string? name) = DirectoryTree.Split(entry.Path);
        if (session.Directory(path, make: false) is { } directory)
            session.Guard(entry.Path, () => TakeAway(directory, name));
    }

    private static bool Matches(string name, string pattern)
    {
        int star = pattern.IndexOf('*', StringComparison.Ordinal);
        if (star < 0)
            return name == pattern;
        (string? head, string? tail) = (pattern[..star], pattern[(star + 1)..]);
        return name.Length > head.Length + tail.Length
            && name.StartsWith(head, StringComparison.Ordinal) && name.EndsWith(tail, StringComparison.Ordinal);
    }

    private void TakeAway(RootFsDirectory directory, string name)
    {
        string path = directory.PathOf(name);
        // A place may be reached a second time: by two patterns, by its backup's name, or by what is known from before.
        if (session.Outcomes.Exists(o => o.Path == path))
            return;
        FileContent? there = directory.TryRead(name);
        MarkState state = there is null ? MarkState.Foreign : OwnershipMark.Judge(there.Bytes);
        if (state == MarkState.Foreign && there is not null && SharedFile.Parse(there.Bytes) is { HasOurs: true })
            SharedFileWriter.Write(session, path, [], []);
        else if (state == MarkState.Foreign)
            Backups.Tidy(session, directory, name);
        else if ((there!.Info.Mode & 0x80) == 0)
            session.Keep(path, Refusals.WriteProtected(path));
        else if (state == MarkState.Edited && !session.Force)
            KeepEdited(directory, name, path);
        else
            Backups.TakeAway(session, directory, name);
    }

    private void KeepEdited(RootFsDirectory directory, string name, string path)
    {
        Backups.DropNew(session, directory, name);
        session.Keep(path, Refusals.Edited(path));
    }

    private void DropStale(RootFsDirectory directory, string name)
    {
        if (!session.IsDryRun && directory.Look(name) is { Kind: EntryKind.File or EntryKind.Link } info
            && DateTime.UtcNow - info.Modified > StaleAfter)
        {
            directory.Delete(name);
        }
    }
}
