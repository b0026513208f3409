using System.Management.Automation;
using ContainerNet.Completion;

namespace ContainerNet.Commands;

/// <summary>Removes namespace containers with their interfaces.</summary>
[Cmdlet(VerbsCommon.Remove, "Ct", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
public sealed class RemoveCtCommand : CtChangeCommand
{
    private readonly List<string> _agreed = [];

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
        foreach (string name in Container)
        {
            if (Queue(new RemoveContainer(name), "Remove container with its interfaces")) _agreed.Add(name);
        }
    }

    /// <summary>Stops what runs, when forced, and removes.</summary>
    protected override void EndProcessing()
    {
        if (Force && HasChanges)
        {
            // Why one could not be stopped; its removal is then refused, as it runs.
            HashSet<string> running = Ask(() => Engine.GetContainers(_agreed.Contains)
                .Where(c => c.State == CtState.Running).Select(c => c.Name).ToHashSet(StringComparer.Ordinal));
            if (running.Count > 0)
            {
                foreach (CtRunOutcome stop in Ask(() => Engine.Stop([.. running], false, this, Cancellation)))
                {
                    if (stop.Error is not null) WriteError(stop.Error);
                }
            }
        }

        base.EndProcessing();
    }
}
