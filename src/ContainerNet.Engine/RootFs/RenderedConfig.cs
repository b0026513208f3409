using ContainerNet.Engine.DistroConfig.Text;

namespace ContainerNet.Engine.RootFs;

/// <summary>What a network stack needs in the root file system.</summary>
internal sealed record RenderedConfig
{
    public IReadOnlyList<RenderedFile> Files { get; init; } = [];

    /// <summary>Links that enable a service.</summary>
    public IReadOnlyList<RenderedLink> Links { get; init; } = [];

    /// <summary>
    /// Where this stack's files of ours may lie, for finding those of interfaces that are gone: a directory, and the
    /// names in it as a pattern with one *, which stands for the interface; a name without * is one file for all.
    /// </summary>
    public IReadOnlyList<OwnedPattern> Owned { get; init; } = [];

    /// <summary>The administrator's lines that would repeat or contradict ours.</summary>
    public IReadOnlyList<DisabledLines> Disabled { get; init; } = [];

    /// <summary>What the stack can't express, a sentence each that names it.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}

/// <summary>A place of files of ours.</summary>
/// <param name="Directory">Absolute inside the root.</param>
/// <param name="Name">A file name with one * for the interface's name; without, where one file serves all.</param>
internal sealed record OwnedPattern(string Directory, string Name);

/// <summary>
/// Lines of the administrator's to comment out, under a mark; they are restored when no longer listed.
/// </summary>
/// <param name="Path">Absolute inside the root.</param>
/// <param name="Lines">
/// Counted from 0 over the lines that are not ours, with those commented out already as they were.
/// </param>
internal sealed record DisabledLines(string Path, IReadOnlyList<int> Lines);
