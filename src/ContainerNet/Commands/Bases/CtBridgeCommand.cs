using System.Management.Automation;

namespace ContainerNet.Commands;

/// <summary>
/// A cmdlet that changes bridges: it collects the pipeline, and each bridge is changed completely or not at all.
/// </summary>
public abstract class CtBridgeCommand : CtCommand
{
    private readonly List<CtBridgeChange> _changes = [];

    /// <summary>Whether the bridges are written afterwards.</summary>
    private protected abstract bool WritesBridges { get; }

    /// <summary>Takes a wish, when the user agrees.</summary>
    /// <param name="change">The wish.</param>
    /// <param name="action">A verb phrase.</param>
    private protected void Queue(CtBridgeChange change, string action)
    {
        if (ShouldProcess(change.Name, action)) _changes.Add(change);
    }

    /// <summary>Does all the wishes.</summary>
    protected override void EndProcessing()
    {
        foreach (CtBridgeOutcome outcome in Ask(() => Engine.ApplyBridges(_changes, this, Cancellation)))
        {
            if (outcome.Error is not null) WriteError(outcome.Error);
            else if (WritesBridges) WriteObject(outcome.Bridge);
        }
    }
}
