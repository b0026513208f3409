using System.Text;

namespace ContainerNet.Engine.RootFs.Ownership;

/// <summary>One run of the writer: the only place that changes files, or, in a dry run, doesn't.</summary>
internal sealed class WriteSession(RootFsHandle root, WriteOptions options)
{
    private readonly Dictionary<string, RootFsDirectory?> _directories = new(StringComparer.Ordinal);

    public RootFsHandle Root => root;

    public bool Force => options.Force;

    public bool IsDryRun => options.DryRun;

    public WriteJournal Journal { get; } = new();

    public List<WriteOutcome> Outcomes { get; } = [];

    public List<string> Warnings { get; } = [];

    public List<WrittenEntry> Owned { get; } = [];

    /// <summary>A directory, open till the journal is closed; null when there is none and none is to be made.</summary>
    public RootFsDirectory? Directory(string path, bool make)
    {
        if (_directories.TryGetValue(path, out RootFsDirectory? known) && (known is not null || !make))
            return known;
        RootFsDirectory? opened = make && !IsDryRun ? DirectoryTree.Ensure(root, path, Journal.Made) : root.OpenDirectory(path);
        if (opened is null && make)
            DirectoryTree.Check(root, path);
        if (opened is not null)
            Journal.Hold(opened);
        return _directories[path] = opened;
    }

    /// <summary>
    /// Does something about one path. What the container itself is to blame for is a warning, since a container must
    /// not be able to keep the host's side from being set up.
    /// </summary>
    public void Guard(string path, Action work)
    {
        try
        {
            work();
        }
        catch (ContainerNetException error) when (IsContainersDoing(error.Kind))
        {
            Keep(path, error.Message);
        }
    }

    /// <summary>Looks through a place; what the container itself is to blame for is a warning here too.</summary>
    public void GuardPlace(Action work)
    {
        try
        {
            work();
        }
        catch (ContainerNetException error) when (IsContainersDoing(error.Kind))
        {
            Warn(error.Message);
        }
    }

    public void Write(RootFsDirectory? directory, string name, byte[] content, EntryAttributes attributes)
    {
        if (IsDryRun || directory is null)
            return;
        Journal.Before(directory, name);
        AtomicEntry.Write(directory, name, content, attributes);
    }

    public void Delete(RootFsDirectory directory, string name)
    {
        if (IsDryRun)
            return;
        Journal.Before(directory, name);
        directory.Delete(name);
    }

    /// <summary>
    /// Gives the administrator's file a second name: its bytes, owner and time stay, even through a crash.
    /// </summary>
    public void KeepOriginal(RootFsDirectory directory, string name)
    {
        if (IsDryRun)
            return;
        Journal.Before(directory, BackupName.Original(name));
        directory.KeepAs(name, BackupName.Original(name));
    }

    public void GiveBackOriginal(RootFsDirectory directory, string name)
    {
        if (IsDryRun)
            return;
        Journal.Before(directory, BackupName.Original(name));
        Journal.Before(directory, name);
        AtomicEntry.Rename(directory, BackupName.Original(name), name);
    }

    public bool Link(RootFsDirectory? directory, string name, string target)
    {
        if (IsDryRun || directory is null)
            return true;
        Journal.Before(directory, name);
        return AtomicEntry.Link(directory, name, target, root.Owner.Uid, root.Owner.Gid);
    }

    public void Report(string path, FileAction action, byte[]? content = null, int mode = 0) =>
        Outcomes.Add(new WriteOutcome(path, action)
        {
            Content = content is null ? null : Encoding.UTF8.GetString(content),
            Mode = mode,
        });

    /// <summary>The path is left alone, for a reason that the user should hear: a whole sentence.</summary>
    public void Keep(string path, string warning)
    {
        Outcomes.Add(new WriteOutcome(path, FileAction.Kept) { Warning = warning });
        Warn(warning);
    }

    // Two files in one bad directory are one complaint.
    private void Warn(string warning)
    {
        if (!Warnings.Contains(warning))
            Warnings.Add(warning);
    }

    // Root is denied only by what the container has set itself, as an immutable flag; a lease that it holds makes files
    // busy.
    private static bool IsContainersDoing(CtErrorKind kind) => kind is CtErrorKind.InvalidData or CtErrorKind.Busy
        || (kind == CtErrorKind.PermissionDenied && Environment.IsPrivilegedProcess);
}
