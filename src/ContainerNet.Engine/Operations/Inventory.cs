using ContainerNet.Engine.Editing;
using ContainerNet.Engine.Linux;
using ContainerNet.Engine.Model;
using ContainerNet.Engine.Runtimes;
using ContainerNet.Engine.Store;

namespace ContainerNet.Engine.Operations;

/// <summary>The containers that the store and the runtimes know.</summary>
internal sealed class Inventory(ContainerStore store, RuntimeCatalog runtimes)
{
    private static readonly TimeSpan s_lockTimeout = TimeSpan.FromSeconds(60);

    /// <summary>Waits until nobody else changes the store.</summary>
    public IDisposable Lock(CancellationToken cancellation) => store.Lock(s_lockTimeout, cancellation);

    /// <summary>All containers, in order of name.</summary>
    /// <param name="filter">Which names; null for all.</param>
    /// <param name="observer">Who hears of files that can't be read.</param>
    public IEnumerable<ContainerConfig> All(Func<string, bool>? filter, ICtObserver? observer)
    {
        StoreSnapshot snapshot = store.ReadAll(filter);
        foreach (BrokenFile broken in snapshot.Broken) observer?.Error(broken.Error);
        return All(snapshot, filter);
    }

    /// <summary>All containers of a snapshot and those that only their runtime knows, in order of name.</summary>
    public IEnumerable<ContainerConfig> All(StoreSnapshot snapshot, Func<string, bool>? filter)
    {
        var all = snapshot.Containers.ToDictionary(c => c.Name, StringComparer.Ordinal);
        foreach (ContainerConfig foreign in runtimes.FindForeign()) all.TryAdd(foreign.Name, foreign);
        return all.Values
            .Where(c => filter is null || filter(c.Name))
            .OrderBy(c => c.Name, StringComparer.Ordinal);
    }

    /// <summary>The stored state of a container; null when it has none.</summary>
    public ContainerConfig? Find(string name) => store.Read(name);

    /// <summary>
    /// The desired state of a container, also of one that only its runtime knows; null when nobody does.
    /// </summary>
    public ContainerConfig? FindOrAdopt(string name) => store.Read(name) ?? runtimes.Adopt(name);

    /// <summary>As <see cref="FindOrAdopt"/>.</summary>
    /// <exception cref="ContainerNetException">ContainerNotFound.</exception>
    public ContainerConfig Require(string name) => FindOrAdopt(name) ?? throw NotFoundErrors.Container(name);

    /// <summary>Reads something of one container of many: whatever it is made of, it must not hide the
    /// others.</summary>
    /// <param name="name">The container's name.</param>
    /// <param name="observer">Who hears why it can't be read.</param>
    /// <param name="read">Reads it.</param>
    public static T? Guarded<T>(string name, ICtObserver? observer, Func<T> read)
        where T : class
    {
        Waiting.Pulse();
        try
        {
            return read();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            observer?.Error(AsError(name, e));
            return null;
        }
    }

    /// <summary>
    /// What users are told of a failure at one container. Its root decides what we read of it, so that no list of
    /// exceptions is whole.
    /// </summary>
    public static ContainerNetException AsError(string name, Exception e) => e as ContainerNetException
        ?? new ContainerNetException(
            "ContainerUnreadable", CtErrorKind.InvalidData, $"{name} cannot be looked at: {PrintableText.Of(e.Message)}",
            name, "Look at its links, addresses, routes and files; the other containers are not affected.", e);
}
