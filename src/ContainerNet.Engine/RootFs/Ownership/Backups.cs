namespace ContainerNet.Engine.RootFs.Ownership;

/// <summary>The backups beside a file of ours.</summary>
internal static class Backups
{
    /// <summary>Deletes our version beside an edited file, once it is obsolete.</summary>
    public static void DropNew(WriteSession session, RootFsDirectory directory, string name)
    {
        string beside = BackupName.New(name);
        if (directory.TryRead(beside) is { } there && OwnershipMark.Judge(there.Bytes) == MarkState.Ours)
            session.Delete(directory, beside);
    }

    /// <summary>Whether an original can be given back.</summary>
    public static bool HasOriginal(RootFsDirectory directory, string name) =>
        directory.Look(BackupName.Original(name)) is { Kind: EntryKind.File };

    /// <summary>Takes away a file of ours: the original comes back where there is one.</summary>
    public static void TakeAway(WriteSession session, RootFsDirectory directory, string name)
    {
        bool hasOriginal = HasOriginal(directory, name);
        if (hasOriginal)
            session.GiveBackOriginal(directory, name);
        else
            session.Delete(directory, name);
        DropNew(session, directory, name);
        session.Report(directory.PathOf(name), hasOriginal ? FileAction.Restored : FileAction.Removed);
    }

    /// <summary>
    /// Backups of a file that is not wanted and not ours: left by a kill, or by one who deleted ours by hand.
    /// </summary>
    public static void Tidy(WriteSession session, RootFsDirectory directory, string name)
    {
        DropNew(session, directory, name);
        if (!HasOriginal(directory, name))
            return;
        if (directory.Look(name) is null)
        {
            session.GiveBackOriginal(directory, name);
            session.Report(directory.PathOf(name), FileAction.Restored);
        }
        else if (directory.TryRead(name) is { } there && directory.TryRead(BackupName.Original(name)) is { } original
            && there.Bytes.AsSpan().SequenceEqual(original.Bytes))
        {
            session.Delete(directory, BackupName.Original(name));
        }
    }
}
