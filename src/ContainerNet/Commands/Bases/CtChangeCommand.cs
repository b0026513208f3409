using System.Management.Automation;

namespace ContainerNet.Commands;

/// <summary>
/// A cmdlet that changes something: it collects the whole pipeline and hands it to the engine as one transaction, so
/// that ten thousand objects cost one lock, one plan and one write. -WhatIf and -Confirm are asked for each object.
/// </summary>
public abstract class CtChangeCommand : CtCommand
{
    private readonly Wishes<CtChange> _wishes;

    /// <summary>A cmdlet without wishes.</summary>
    private protected CtChangeCommand() => _wishes = new Wishes<CtChange>(this);

    /// <summary>Whether the value of a parameter is one that an object only shows, and no wish.</summary>
    /// <param name="auto">The Auto of the object.</param>
    /// <param name="parameter">The parameter, which is also the object's property.</param>
    private protected bool IsOnlyShown(CtAuto? auto, CtAuto parameter) =>
        auto?.HasFlag(parameter) == true && !IsTyped(parameter.ToString());

    /// <summary>Takes a wish.</summary>
    /// <param name="change">The wish.</param>
    /// <param name="action">A verb phrase, as "Add address 192.0.2.5/32".</param>
    private protected void Queue(CtChange change, string action) => _wishes.Add(change, change.Target, action);

    /// <summary>Runs the rules; nothing is changed.</summary>
    private protected virtual IReadOnlyList<CtRehearsal> Rehearse(
        IReadOnlyList<CtChange> changes, IReadOnlyList<CtChange> assumed) =>
        Ask(() => Engine.Rehearse(changes, assumed, this));

    /// <summary>What is done before the wishes that the user agreed to.</summary>
    /// <param name="changes">The wishes.</param>
    /// <returns>Those that can still be done.</returns>
    private protected virtual List<CtChange> Prepare(List<CtChange> changes) => changes;

    /// <summary>Does all the wishes.</summary>
    protected override void EndProcessing()
    {
        if (_wishes.IsEmpty) return;
        List<CtChange> changes = _wishes.Agreed(Rehearse, out ContainerNetException? refused);
        changes = changes.Count > 0 ? Prepare(changes) : changes;
        if (changes.Count > 0) Apply(changes);

        if (refused is not null) WriteError(refused);
    }

    // With -ErrorAction Stop nothing is done behind the first error, and what was done before it is shown first.
    private void Apply(List<CtChange> changes)
    {
        bool stops = Asking.StopsAtError(this);
        IReadOnlyList<CtOutcome> outcomes = Ask(() => stops
            ? Engine.ApplyUntilError(changes, this, Cancellation)
            : Engine.Apply(changes, this, Cancellation));
        List<CtOutcome> done = [.. outcomes.Where(o => o.Error is null)];
        IEnumerable<ContainerNetException> errors =
            outcomes.Select(o => o.Error).OfType<ContainerNetException>().Where(e => e.ErrorId != ErrorId.NotAttempted);
        if (stops) WriteResults(done);
        foreach (ContainerNetException error in errors) WriteError(error);
        if (!stops) WriteResults(done);
    }

    /// <summary>Writes what the cmdlet gives back; nothing unless overridden.</summary>
    /// <param name="outcomes">The wishes that were done, in order.</param>
    private protected virtual void WriteResults(IReadOnlyList<CtOutcome> outcomes)
    {
    }

    /// <summary>Writes the interfaces that were changed, each once.</summary>
    private protected void WriteInterfaces(IReadOnlyList<CtOutcome> outcomes)
    {
        var written = new HashSet<(string, string)>();
        foreach (CtOutcome outcome in outcomes)
        {
            if (outcome.Interface is { } item && written.Add((item.Container, item.Name))) WriteObject(item);
        }
    }
}
