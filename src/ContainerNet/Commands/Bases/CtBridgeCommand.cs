using System.Management.Automation;

namespace ContainerNet.Commands;

/// <summary>
/// A cmdlet that changes bridges: it collects the pipeline, and each bridge is changed completely or not at all.
/// </summary>
public abstract class CtBridgeCommand : CtCommand
{
    private readonly Wishes<CtBridgeChange> _wishes;

    /// <summary>A cmdlet without wishes.</summary>
    private protected CtBridgeCommand() => _wishes = new Wishes<CtBridgeChange>(this);

    /// <summary>Whether the bridges are written afterwards.</summary>
    private protected abstract bool WritesBridges { get; }

    /// <summary>Takes a wish.</summary>
    /// <param name="change">The wish.</param>
    /// <param name="action">A verb phrase.</param>
    private protected void Queue(CtBridgeChange change, string action) => _wishes.Add(change, change.Name, action);

    /// <summary>Does all the wishes.</summary>
    protected override void EndProcessing()
    {
        if (_wishes.IsEmpty) return;
        List<CtBridgeChange> changes = _wishes.Agreed(Rehearse, out ContainerNetException? refused);

        foreach (CtBridgeChange[] part in Asking.Parts(this, changes))
        {
            foreach (CtBridgeOutcome outcome in Ask(() => Engine.ApplyBridges(part, this, Cancellation)))
            {
                if (outcome.Error is not null) WriteError(outcome.Error);
                else if (WritesBridges) WriteObject(outcome.Bridge);
            }
        }

        if (refused is not null) WriteError(refused);
    }

    private IReadOnlyList<CtRehearsal> Rehearse(
        IReadOnlyList<CtBridgeChange> changes, IReadOnlyList<CtBridgeChange> assumed) =>
        Ask(() => Engine.RehearseBridges(changes, [.. assumed.OfType<NewBridge>().Select(b => b.Name)], this));
}
