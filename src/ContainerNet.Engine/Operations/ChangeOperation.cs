using ContainerNet.Engine.Editing;
using ContainerNet.Engine.Kernel.Apply;
using ContainerNet.Engine.Linux;
using ContainerNet.Engine.Model;
using ContainerNet.Engine.Runtimes;
using ContainerNet.Engine.Store;
using ContainerNet.Netlink;

namespace ContainerNet.Engine.Operations;

/// <summary>
/// Changing: one lock, one plan and one write a container for all wishes of a call. Each container is a unit:
/// validated, stored, told to its runtime and the kernel; when the kernel refuses, all of that is taken back, and the
/// container is tried again without the wish that the refusal is about.
/// </summary>
internal sealed class ChangeOperation(
    Inventory inventory, ContainerStore store, RuntimeCatalog runtimes, ContainerFiles files, OptionStore options,
    Forwarding forwarding)
{
    public IReadOnlyList<CtOutcome> Run(
        IReadOnlyList<CtChange> changes, ICtObserver observer, CancellationToken cancellation, bool untilError = false)
    {
        if (changes.Count == 0) return [];
        Privileges.Require("change the network of containers");
        using IDisposable held = inventory.Lock(cancellation);
        using var view = new CallView(runtimes);
        var outcomes = new ChangeOutcomes(view, files);
        NetOptions settings = options.Read();

        PrefixOwner[] foreign = ForeignAddresses(changes);
        var errors = new ContainerNetException?[changes.Count];
        var open = new HashSet<int>(Enumerable.Range(0, changes.Count));
        var warned = new HashSet<string>(StringComparer.Ordinal);
        while (open.Count > 0)
        {
            var edits = new EditedWishes(changes, open, errors, NewEditor(view, settings, foreign));
            foreach (string warning in edits.Editor.Warnings.Where(warned.Add)) observer.Warning(warning);
            if (untilError && UntilError.Cut(errors, open)) continue;
            open = Commit(edits, errors, outcomes, view, observer, untilError, cancellation);
        }

        forwarding.Follow(changes.Where((_, i) => errors[i] is null), settings, observer);
        return changes.Select((change, i) => outcomes.Of(change, errors[i])).ToArray();
    }

    /// <summary>As far as can be read, without the lock: a wish is refused as it would be in earnest.</summary>
    public IReadOnlyList<CtRehearsal> Rehearse(
        IReadOnlyList<CtChange> changes, IReadOnlyList<CtChange> assumed, ICtObserver observer)
    {
        using var view = new CallView(runtimes);
        NetOptions settings = options.Read();
        PrefixOwner[] foreign = ForeignAddresses(changes);
        CtRehearsal[] alone = Rehearsal.Of([], changes, NewEditor(view, settings, foreign), observer);
        if (assumed.Count == 0 || alone.All(r => r.Error is null)) return alone;
        CtRehearsal[] after = Rehearsal.Of(assumed, changes, NewEditor(view, settings, foreign), observer: null);
        return alone.Zip(after, Better).ToArray();
    }

    // Without what is assumed, a container may be missing that another error would be about.
    private static CtRehearsal Better(CtRehearsal alone, CtRehearsal after) =>
        alone.Error is not null && (after.Error is null || (IsMissing(alone) && !IsMissing(after))) ? after : alone;

    private static bool IsMissing(CtRehearsal said) => said.Error?.ErrorId == ErrorId.ContainerNotFound;

    // A new address must be nobody's; where none is added, the configurations need not be read.
    private PrefixOwner[] ForeignAddresses(IReadOnlyList<CtChange> changes) =>
        changes.Any(c => c is AddIp or NewInterface or SetInterface) ? [.. runtimes.FindForeignAddresses()] : [];

    private Editor NewEditor(CallView view, NetOptions settings, PrefixOwner[] foreign)
    {
        AddressIndex index = store.LoadIndex();
        index.Add(foreign);
        return new Editor(
            new EditedContainers(store.Read, runtimes, view.Containers), index, view.Host, settings,
            () => store.ReadAll().Containers);
    }

    // Returns the wishes that must be tried again: those of a container where the kernel refused another one, and those
    // that were not come to.
    private HashSet<int> Commit(
        EditedWishes edits, ContainerNetException?[] errors, ChangeOutcomes outcomes, CallView view, ICtObserver observer,
        bool untilError, CancellationToken cancellation)
    {
        var again = new HashSet<int>();
        int? before = UntilError.First(errors);
        foreach (string[] names in edits.Editor.Touched.Where(n => edits.Of(n).Count > 0).Chunk(ContainerGroup.Size))
        {
            using var group = ContainerGroup.Open(
                [.. names.Select(edits.Editor.After).OfType<ContainerConfig>()], view);
            var commit = new ContainerCommit(store, runtimes, files, view, group, observer);
            foreach (string name in names)
            {
                if (untilError && UntilError.First(errors) != before)
                {
                    again.UnionWith(edits.Of(name));
                    continue;
                }

                IReadOnlyList<OpFailure> refused = Commit(commit, name, edits, errors, cancellation);
                if (refused.Count == 0) outcomes.Reach(name, edits.Editor.After(name));
                foreach (int wish in Blame.Assign(refused, edits.Of(name), edits.Changes, errors)) again.Add(wish);
            }
        }

        return again;
    }

    private static IReadOnlyList<OpFailure> Commit(
        ContainerCommit commit, string name, EditedWishes edits, ContainerNetException?[] errors,
        CancellationToken cancellation)
    {
        IReadOnlyList<OpFailure> refused = [];
        ContainerNetException? error = KernelErrors.Try(
            () => refused = commit.Run(edits.Editor.Before(name), edits.Editor.After(name), cancellation),
            $"Cannot change {name}", name);
        if (error is null) return refused;
        foreach (int wish in edits.Of(name)) errors[wish] = error;
        return [];
    }
}
