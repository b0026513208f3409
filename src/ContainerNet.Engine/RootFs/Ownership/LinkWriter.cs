namespace ContainerNet.Engine.RootFs.Ownership;

/// <summary>Links that enable a service.</summary>
internal static class LinkWriter
{
    public static void Write(WriteSession session, RenderedLink link, IReadOnlyList<WrittenEntry> previous)
    {
        (string? path, string? name) = DirectoryTree.Split(link.Path);
        RootFsDirectory? directory = session.Directory(path, make: true);
        string? current = directory?.ReadLink(name);
        bool isOurs = previous.Any(p => p.Path == link.Path && p.LinkTarget is not null && p.LinkTarget == current);
        if (directory?.Look(name) is null)
            Make(session, directory, name, link);
        else if (current is not null && IsSame(current, link.Target))
            Report(session, link, FileAction.Unchanged, isOurs);
        else if (isOurs)
            Remake(session, directory, name, link);
        else
            session.Keep(link.Path, Refusals.OtherLink(link.Path, current));
    }

    /// <summary>Takes away a link that we made, if it is still as we made it.</summary>
    public static void Remove(WriteSession session, WrittenEntry link)
    {
        (string? path, string? name) = DirectoryTree.Split(link.Path);
        if (session.Directory(path, make: false) is not { } directory || directory.ReadLink(name) != link.LinkTarget)
            return;
        session.Delete(directory, name);
        session.Report(link.Path, FileAction.Removed);
    }

    // A service is enabled by the name of its link; /lib and /usr/lib lead to the same unit.
    private static bool IsSame(string current, string wanted) =>
        current == wanted || current.EndsWith('/' + wanted[(wanted.LastIndexOf('/') + 1)..], StringComparison.Ordinal);

    private static void Make(WriteSession session, RootFsDirectory? directory, string name, RenderedLink link)
    {
        if (session.Link(directory, name, link.Target))
            Report(session, link, FileAction.Written, isOurs: true);
        else
            session.Keep(link.Path, Refusals.OtherLink(link.Path, directory?.ReadLink(name)));
    }

    private static void Remake(WriteSession session, RootFsDirectory directory, string name, RenderedLink link)
    {
        session.Delete(directory, name);
        Make(session, directory, name, link);
    }

    private static void Report(WriteSession session, RenderedLink link, FileAction action, bool isOurs)
    {
        session.Outcomes.Add(new WriteOutcome(link.Path, action) { LinkTarget = link.Target });
        if (isOurs)
            session.Owned.Add(new WrittenEntry(link.Path, link.Target));
    }
}
