namespace ContainerNet.Engine.RootFs.Ownership;

/// <summary>How to write.</summary>
internal sealed record WriteOptions
{
    /// <summary>Replaces files of ours that the container's administrator has edited.</summary>
    public bool Force { get; init; }

    /// <summary>Finds out all that would be done, and does nothing.</summary>
    public bool DryRun { get; init; }
}

/// <summary>What was done with a file, or would be.</summary>
internal enum FileAction
{
    /// <summary>It was right already, and was not touched.</summary>
    Unchanged,

    /// <summary>Made or replaced.</summary>
    Written,

    /// <summary>Ours, no longer wanted, deleted; or a block of ours taken out.</summary>
    Removed,

    /// <summary>Left alone though it is not as wanted; the warning says why.</summary>
    Kept,

    /// <summary>Ours is removed, and the administrator's own file is restored.</summary>
    Restored,
}

/// <summary>What became of one path.</summary>
/// <param name="Path">Absolute inside the root.</param>
/// <param name="Action">What was done.</param>
internal sealed record WriteOutcome(string Path, FileAction Action)
{
    /// <summary>The whole text that was or would be there; null when there is none.</summary>
    public string? Content { get; init; }

    /// <summary>The permission bits that go with <see cref="Content"/>.</summary>
    public int Mode { get; init; }

    /// <summary>Where a link points to; null for files.</summary>
    public string? LinkTarget { get; init; }

    /// <summary>Why it was kept, in one sentence.</summary>
    public string? Warning { get; init; }
}

/// <summary>
/// Something of ours in a root file system. The caller may store these, and hand them in the next time: of links, and
/// of blocks in files that no pattern names, nothing else tells that they are ours.
/// </summary>
/// <param name="Path">Absolute inside the root.</param>
/// <param name="LinkTarget">The text of a link that we made; null for a file, or a block in one.</param>
internal sealed record WrittenEntry(string Path, string? LinkTarget = null);

/// <summary>What was done, and the way back.</summary>
internal sealed class WriteResult : IDisposable
{
    private readonly WriteJournal _journal;

    internal WriteResult(IReadOnlyList<WriteOutcome> outcomes, IReadOnlyList<string> warnings,
        IReadOnlyList<WrittenEntry> owned, WriteJournal journal)
    {
        Outcomes = outcomes;
        Warnings = warnings;
        Owned = owned;
        _journal = journal;
    }

    /// <summary>One for each path that is wanted, or was ours.</summary>
    public IReadOnlyList<WriteOutcome> Outcomes { get; }

    /// <summary>The stack's own warnings, then those of the files.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>What is ours now.</summary>
    public IReadOnlyList<WrittenEntry> Owned { get; }

    /// <summary>Whether anything was done, or would be.</summary>
    public bool Changed =>
        Outcomes.Any(o => o.Action is FileAction.Written or FileAction.Removed or FileAction.Restored);

    /// <summary>
    /// Returns every file to its former bytes, mode, owner and time, as far as that can be done; says what could not.
    /// </summary>
    public IReadOnlyList<string> Revert() => _journal.Revert();

    /// <summary>Gives up the way back.</summary>
    public void Dispose() => _journal.Dispose();
}
