namespace ContainerNet.Engine.RootFs.Ownership;

/// <summary>Files that are ours whole.</summary>
internal static class WholeFileWriter
{
    public static void Write(WriteSession session, RenderedFile file)
    {
        (string? path, string? name) = DirectoryTree.Split(file.Path);
        RootFsDirectory? directory = session.Directory(path, make: true);
        byte[] bytes = OwnershipMark.Stamp(file);
        var attributes = new EntryAttributes(file.Mode, session.Root.Owner.Uid, session.Root.Owner.Gid);
        EntryInfo? info = directory?.Look(name);
        if (directory is null || info is null)
            Replace(session, directory, file.Path, name, bytes, attributes);
        else if (info.Value.Kind != EntryKind.File)
            session.Keep(file.Path, Refusals.NotAFile(file.Path, info.Value.Kind));
        else if (directory.Read(name) is { } there)
            Meet(session, directory, file.Path, name, bytes, attributes, there);
    }

    private static void Meet(WriteSession session, RootFsDirectory directory, string path, string name, byte[] bytes,
        EntryAttributes attributes, FileContent there)
    {
        bool isEqual = there.Bytes.AsSpan().SequenceEqual(bytes);
        if (isEqual && IsAsWanted(there.Info, attributes))
        {
            Finish(session, directory, path, name, FileAction.Unchanged, bytes, attributes);
            return;
        }
        if ((there.Info.Mode & 0x80) == 0)
        {
            session.Keep(path, Refusals.WriteProtected(path));
            return;
        }
        MarkState state = OwnershipMark.Judge(there.Bytes);
        if (state == MarkState.Foreign && SaveOriginal(session, directory, name, there))
            state = MarkState.Ours;
        if (state == MarkState.Ours || session.Force)
            Replace(session, directory, path, name, bytes, attributes);
        else
            PutBeside(session, directory, path, name, bytes, attributes);
    }

    // NetworkManager ignores a keyfile of another owner or with more rights: equal bytes are not enough.
    private static bool IsAsWanted(EntryInfo info, EntryAttributes wanted) =>
        info.Mode == wanted.Mode && info.Uid == wanted.Uid && info.Gid == wanted.Gid;

    private static void Replace(WriteSession session, RootFsDirectory? directory, string path, string name,
        byte[] bytes, EntryAttributes attributes)
    {
        session.Write(directory, name, bytes, attributes);
        Finish(session, directory, path, name, FileAction.Written, bytes, attributes);
    }

    private static void Finish(WriteSession session, RootFsDirectory? directory, string path, string name,
        FileAction action, byte[] bytes, EntryAttributes attributes)
    {
        if (directory is not null)
            Backups.DropNew(session, directory, name);
        session.Report(path, action, bytes, attributes.Mode);
        session.Owned.Add(new WrittenEntry(path));
    }

    // False when an original is kept already and this is another one: there is room for one, and neither may be lost.
    private static bool SaveOriginal(WriteSession session, RootFsDirectory directory, string name, FileContent there)
    {
        string original = BackupName.Original(name);
        if (directory.Look(original) is null)
        {
            session.KeepOriginal(directory, name);
            return true;
        }
        return directory.TryRead(original) is { } kept && kept.Bytes.AsSpan().SequenceEqual(there.Bytes);
    }

    private static void PutBeside(WriteSession session, RootFsDirectory directory, string path, string name,
        byte[] bytes, EntryAttributes attributes)
    {
        string beside = BackupName.New(name);
        EntryInfo? info = directory.Look(beside);
        bool isThere = directory.TryRead(beside) is { } there && there.Bytes.AsSpan().SequenceEqual(bytes);
        if (!isThere && (info is null || info.Value.Kind is EntryKind.File or EntryKind.Link))
            session.Write(directory, beside, bytes, attributes);
        session.Keep(path, $"{path} was changed by hand and is kept; what it should be is beside it in {beside}. "
            + "-Force replaces it.");
        session.Owned.Add(new WrittenEntry(path));
    }
}
