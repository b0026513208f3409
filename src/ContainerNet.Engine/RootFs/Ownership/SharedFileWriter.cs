namespace ContainerNet.Engine.RootFs.Ownership;

/// <summary>Files of the administrator's with blocks of ours, or with lines that we comment out.</summary>
internal static class SharedFileWriter
{
    /// <summary>
    /// Makes these the only blocks in the file, but for those without content, and these the only lines that are
    /// commented out.
    /// </summary>
    public static void Write(
        WriteSession session, string path, IReadOnlyList<RenderedFile> wanted, IReadOnlyCollection<int> disabled)
    {
        var blocks = wanted.Where(b => b.Content.Length > 0).ToList();
        (string? directoryPath, string? name) = DirectoryTree.Split(path);
        RootFsDirectory? directory = session.Directory(directoryPath, make: blocks.Count > 0);
        EntryInfo? info = directory?.Look(name);
        if (directory is null || info is null)
            Create(session, directory, path, name, blocks);
        else if (info.Value.Kind != EntryKind.File)
            session.Keep(path, Refusals.NotAFile(path, info.Value.Kind));
        else if (directory.Read(name) is { } there)
            Change(session, directory, path, name, blocks, disabled, there);
    }

    private static void Create(WriteSession session, RootFsDirectory? directory, string path, string name,
        List<RenderedFile> blocks)
    {
        if (blocks.Count == 0)
            return;
        var file = SharedFile.Parse([]);
        if (blocks[0].FirstLine is { } first)
            file.StartWith(first);
        file.SetBlocks(blocks);
        byte[] bytes = file.ToBytes();
        (uint Uid, uint Gid) owner = session.Root.Owner;
        session.Write(directory, name, bytes, new EntryAttributes(blocks[0].Mode, owner.Uid, owner.Gid));
        session.Report(path, FileAction.Written, bytes, blocks[0].Mode);
        session.Owned.Add(new WrittenEntry(path));
    }

    private static void Change(WriteSession session, RootFsDirectory directory, string path, string name,
        List<RenderedFile> blocks, IReadOnlyCollection<int> disabled, FileContent there)
    {
        var file = SharedFile.Parse(there.Bytes);
        if (!file.HasOurs && blocks.Count == 0 && disabled.Count == 0)
            return;
        if (file.Problem is { } problem)
        {
            session.Keep(path, Refusals.BrokenMarks(path, problem));
            return;
        }
        file.Disable(disabled);
        file.SetBlocks(blocks);
        byte[] bytes = file.ToBytes();
        bool isEqual = bytes.AsSpan().SequenceEqual(there.Bytes);
        bool isWritable = (there.Info.Mode & 0x80) != 0;
        if (!isEqual && !isWritable)
            session.Keep(path, Refusals.WriteProtected(path));
        else if (isEqual)
            session.Report(path, FileAction.Unchanged, bytes, there.Info.Mode);
        else
            Replace(session, directory, path, name, file, bytes, there.Info);
        if ((isEqual || isWritable) && file.HasOurs)
            session.Owned.Add(new WrittenEntry(path));
    }

    // The rights stay the administrator's. A file with nothing left in it is one that we have made.
    private static void Replace(WriteSession session, RootFsDirectory directory, string path, string name,
        SharedFile file, byte[] bytes, EntryInfo info)
    {
        if (file.IsEmpty)
            session.Delete(directory, name);
        else
            session.Write(directory, name, bytes, new EntryAttributes(info.Mode, info.Uid, info.Gid));
        if (file.HasOurs)
            session.Report(path, FileAction.Written, bytes, info.Mode);
        else
            session.Report(path, FileAction.Removed, file.IsEmpty ? null : bytes, info.Mode);
    }
}
