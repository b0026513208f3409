using System.Management.Automation;
using ContainerNet.Completion;

namespace ContainerNet.Commands;

/// <summary>Removes namespace containers with their interfaces.</summary>
[Cmdlet(VerbsCommon.Remove, "Ct", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
public sealed class RemoveCtCommand : CtChangeCommand
{
    /// <summary>The names.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name", "CtId")]
    [ArgumentCompleter(typeof(ContainerCompleter))]
    public string[] Container { get; set; } = [];

    /// <summary>Stop the container first when it runs.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Collects the containers to remove.</summary>
    protected override void ProcessRecord()
    {
        foreach (string name in Container) Queue(new RemoveContainer(name), "Remove container with its interfaces");
    }

    // One that runs is stopped first.
    private protected override IReadOnlyList<CtRehearsal> Rehearse(
        IReadOnlyList<CtChange> changes, IReadOnlyList<CtChange> assumed) =>
        [.. base.Rehearse(changes, assumed).Select(r => Force && r.Error?.ErrorId == "ContainerMustBeStopped"
            ? r with { Error = null }
            : r)];

    private protected override void Prepare(IReadOnlyList<CtChange> changes)
    {
        if (!Force) return;

        // Why one could not be stopped; its removal is then refused, as it runs.
        var names = changes.Select(c => c.Container).ToHashSet(StringComparer.Ordinal);
        HashSet<string> running = Ask(() => Engine.GetContainers(names.Contains)
            .Where(c => c.State == CtState.Running).Select(c => c.Name).ToHashSet(StringComparer.Ordinal));
        if (running.Count == 0) return;
        foreach (CtRunOutcome stop in Ask(() => Engine.Stop([.. running], force: false, this, Cancellation)))
        {
            if (stop.Error is not null) WriteError(stop.Error);
        }
    }
}
