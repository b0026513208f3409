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

    // One that can't be stopped says why, and stays.
    private protected override List<CtChange> Prepare(List<CtChange> changes)
    {
        if (!Force) return changes;
        var names = changes.Select(c => c.Container).ToHashSet(StringComparer.Ordinal);
        string[] running = Ask(() => Engine.GetContainers(names.Contains)
            .Where(c => c.State == CtState.Running).Select(c => c.Name).ToArray());
        if (running.Length == 0) return changes;
        CtRunOutcome[] failed = [.. Ask(() => Engine.Stop(running, force: false, this, Cancellation))
            .Where(o => o.Error is not null)];
        foreach (CtRunOutcome stop in failed) WriteError(stop.Error!);
        return changes.FindAll(c => !Array.Exists(failed, f => f.Name == c.Container));
    }
}
