namespace ContainerNet.Commands;

/// <summary>The rehearsal of what is done to whole containers.</summary>
internal static class RunRehearsal
{
    /// <summary>What is said of each, where one that -WhatIf has shown being made counts as made.</summary>
    /// <param name="said">What the engine says.</param>
    /// <param name="names">The containers, in the same order.</param>
    public static IReadOnlyList<CtRehearsal> Of(IReadOnlyList<CtRunOutcome> said, IReadOnlyList<string> names)
    {
        var made = Wishes<CtChange>.Shown.OfType<NewContainer>().Select(c => c.Container)
            .ToHashSet(StringComparer.Ordinal);
        return [.. said.Select((outcome, i) => new CtRehearsal(
            outcome.Error?.ErrorId == ErrorId.ContainerNotFound && made.Contains(names[i]) ? null : outcome.Error))];
    }
}
