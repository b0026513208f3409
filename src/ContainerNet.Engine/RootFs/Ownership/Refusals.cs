namespace ContainerNet.Engine.RootFs.Ownership;

/// <summary>Why a path is left alone, a sentence each.</summary>
internal static class Refusals
{
    public static string NotAFile(string path, EntryKind kind) => kind switch
    {
        EntryKind.Link => $"{path} is a symbolic link, which is not replaced; it is left alone.",
        EntryKind.Directory => $"{path} is a directory, where a file should be; it is left alone.",
        _ => $"{path} is a fifo, socket or device, where a file should be; it is left alone.",
    };

    public static string WriteProtected(string path) =>
        $"{path} is write-protected (chmod u-w), so it is the administrator's; it is left alone.";

    public static string BrokenMarks(string path, string problem) =>
        $"The marks of ContainerNet in {path} are broken: {problem}; it is left alone.";

    public static string OtherLink(string path, string? target) =>
        target is null ? $"{path} already exists and is not ContainerNet's link; it is left alone."
            : $"{path} points to {target}; it is left alone.";

    public static string Edited(string path) =>
        $"{path} is no longer wanted, but was changed by hand; it is kept. -Force removes it.";
}
