namespace ContainerNet;

/// <content>What happens.</content>
public partial interface IContainerNetEngine
{
    /// <summary>The counters of the interfaces of running containers, in the order of container and creation.</summary>
    /// <param name="container">Which containers; null for all.</param>
    /// <param name="observer">Who hears of containers that can't be read; the others are given all the same.</param>
    IReadOnlyList<CtNetIfStatistics> GetStatistics(
        Func<string, bool>? container = null, ICtObserver? observer = null);

    /// <summary>The changes of interfaces from now on, each when it happens; ends when it is cancelled.</summary>
    /// <param name="container">Which containers; null for all.</param>
    /// <param name="observer">Who hears of what can't be watched.</param>
    /// <param name="cancellation">Ends it.</param>
    IEnumerable<CtNetIfEvent> Watch(
        Func<string, bool>? container, ICtObserver observer, CancellationToken cancellation = default);
}
