using ContainerNet.Engine.Editing;
using ContainerNet.Engine.Model;

namespace ContainerNet.Engine.Operations;

/// <summary>Wishes that are edited and not carried out.</summary>
internal static class Rehearsal
{
    /// <summary>What is to be said of each wish.</summary>
    /// <param name="assumed">Wishes that come before, as far as they can be done.</param>
    /// <param name="changes">The wishes.</param>
    /// <param name="editor">A new editor.</param>
    /// <param name="observer">Who hears warnings; null for nobody.</param>
    public static CtRehearsal[] Of(
        IReadOnlyList<CtChange> assumed, IReadOnlyList<CtChange> changes, Editor editor, ICtObserver? observer)
    {
        CtChange[] all = [.. assumed, .. changes];
        var errors = new ContainerNetException?[all.Length];
        var edits = new EditedWishes(all, Enumerable.Range(0, all.Length), errors, editor);
        foreach (string warning in editor.Warnings.Distinct()) observer?.Warning(warning);
        return [.. changes.Select((change, i) =>
            new CtRehearsal(errors[assumed.Count + i], Chosen(change, edits.Editor)))];
    }

    // The interconnects that the engine would take, which are free now and may not be later.
    private static string? Chosen(CtChange change, Editor editor)
    {
        (string? Name, InterfaceSettings? Settings) wish = change switch
        {
            NewInterface made => (made.Interface, made.Settings),
            SetInterface set => (set.Interface, set.Settings),
            _ => (null, null),
        };
        if (wish.Settings?.AutoVia is not { Count: > 0 }) return null;
        InterfaceConfig? item = editor.After(change.Container)?.Find(wish.Name!);
        return item is null ? null : string.Join(" and ", new[] { item.ViaV4, item.ViaV6 }.OfType<Interconnect>());
    }
}
