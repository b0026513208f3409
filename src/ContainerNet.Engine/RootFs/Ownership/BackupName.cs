namespace ContainerNet.Engine.RootFs.Ownership;

/// <summary>
/// The names beside a file under which its other versions are kept. The leading dot matters: ifupdown's "source dir/*"
/// is a shell pattern, which passes over such names, NetworkManager and systemd ignore hidden files, and ifcfg files
/// are found by "ifcfg-" at the start; no extension is ignored by all of them.
/// </summary>
internal static class BackupName
{
    private const string OriginalEnd = ".containernet-orig";
    private const string NewEnd = ".containernet-new";

    /// <summary>The administrator's file that was there before ours.</summary>
    public static string Original(string name) => $".{name}{OriginalEnd}";

    /// <summary>Ours, beside one of ours that the administrator has edited.</summary>
    public static string New(string name) => $".{name}{NewEnd}";

    /// <summary>The file that a backup is of; null when the name is none of a backup.</summary>
    public static string? Of(string name)
    {
        string? end = name.EndsWith(OriginalEnd, StringComparison.Ordinal) ? OriginalEnd
            : name.EndsWith(NewEnd, StringComparison.Ordinal) ? NewEnd : null;
        return end is null || !name.StartsWith('.') || name.Length <= end.Length + 1 ? null : name[1..^end.Length];
    }
}
