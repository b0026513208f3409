using System.Management.Automation;

namespace ContainerNet.Commands;

/// <summary>
/// A cmdlet that changes something: it collects the whole pipeline and hands it to the engine as one transaction, so
/// that ten thousand objects cost one lock, one plan and one write. -WhatIf and -Confirm are asked for each object.
/// </summary>
public abstract class CtChangeCommand : CtCommand
{
    private readonly List<CtChange> _changes = [];
    private string[] _typed = [];

    /// <summary>Whether the user agreed to anything.</summary>
    private protected bool HasChanges => _changes.Count > 0;

    /// <summary>Notes what was given on the command line, before the pipeline adds to it.</summary>
    protected override void BeginProcessing() => _typed = [.. MyInvocation.BoundParameters.Keys];

    /// <summary>Whether the value of a parameter is one that an object only shows, and no wish.</summary>
    /// <param name="auto">The Auto of the object.</param>
    /// <param name="parameter">The parameter, which is also the object's property.</param>
    private protected bool IsOnlyShown(CtAuto? auto, CtAuto parameter) =>
        auto?.HasFlag(parameter) == true && !_typed.Contains(parameter.ToString(), StringComparer.OrdinalIgnoreCase);

    /// <summary>Takes a wish, when the user agrees.</summary>
    /// <param name="change">The wish.</param>
    /// <param name="action">A verb phrase, as "Add address 192.0.2.5/32".</param>
    /// <returns>Whether the user agrees.</returns>
    private protected bool Queue(CtChange change, string action)
    {
        bool agreed = ShouldProcess(change.Target, action);
        if (agreed) _changes.Add(change);
        return agreed;
    }

    /// <summary>Does all the wishes.</summary>
    protected override void EndProcessing()
    {
        if (_changes.Count == 0) return;
        var done = new List<CtOutcome>();
        foreach (CtOutcome outcome in Ask(() => Engine.Apply(_changes, this, Cancellation)))
        {
            if (outcome.Error is null) done.Add(outcome);
            else WriteError(outcome.Error);
        }

        WriteResults(done);
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
