namespace ContainerNet;

/// <content>Bridges, the host's settings, and bringing all of it back.</content>
public partial interface IContainerNetEngine
{
    /// <summary>The bridges of the host, and those that should be there, in order of name.</summary>
    /// <param name="name">Which; null for all.</param>
    IEnumerable<CtBridge> GetBridges(Func<string, bool>? name = null);

    /// <summary>Does the wishes, each whole or not at all.</summary>
    /// <param name="changes">The wishes, in the user's order.</param>
    /// <param name="observer">Who hears of warnings and steps.</param>
    /// <param name="cancellation">Stops before the next bridge.</param>
    /// <returns>An outcome for each wish, in the same order.</returns>
    IReadOnlyList<CtBridgeOutcome> ApplyBridges(
        IReadOnlyList<CtBridgeChange> changes, ICtObserver observer, CancellationToken cancellation = default);

    /// <summary>The host's settings.</summary>
    CtNetOption GetOptions();

    /// <summary>Changes the host's settings.</summary>
    /// <param name="settings">What is null stays as it is.</param>
    /// <param name="cancellation">Stops waiting for others.</param>
    CtNetOption SetOptions(OptionSettings settings, CancellationToken cancellation = default);

    /// <summary>What is missing of the bridges and their NAT rules.</summary>
    IReadOnlyList<CtRestoreStep> PlanBridgeRestore();

    /// <summary>What differs at running containers, and which links of ours are of none; best after bridges.</summary>
    /// <param name="observer">Who hears of containers whose file is broken; they are left as they are.</param>
    IReadOnlyList<CtRestoreStep> PlanContainerRestore(ICtObserver observer);

    /// <summary>Does steps, as far as they are still to be done.</summary>
    /// <param name="steps">What a plan gave.</param>
    /// <param name="observer">Who hears of warnings and steps.</param>
    /// <param name="cancellation">Stops before the next bridge or container.</param>
    /// <returns>An outcome for each step, in the same order.</returns>
    IReadOnlyList<CtRestoreOutcome> Restore(
        IReadOnlyList<CtRestoreStep> steps, ICtObserver observer, CancellationToken cancellation = default);
}
