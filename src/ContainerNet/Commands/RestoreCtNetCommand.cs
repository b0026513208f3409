using System.Management.Automation;

namespace ContainerNet.Commands;

/// <summary>
/// Brings everything back after a reboot, a flushed table or a killed server: bridges with their DHCP and NAT, the
/// interfaces of running containers; and removes links of ours that no running container has.
/// </summary>
[Cmdlet(VerbsData.Restore, "CtNet", SupportsShouldProcess = true)]
[OutputType(typeof(CtRestoreStep))]
public sealed class RestoreCtNetCommand : CtCommand
{
    /// <summary>Write what was done.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>Brings it back: bridges first, because interfaces are ports of them.</summary>
    protected override void ProcessRecord()
    {
        Do(Ask(Engine.PlanBridgeRestore));
        Do(Ask(Engine.PlanContainerRestore));
    }

    private void Do(IReadOnlyList<CtRestoreStep> plan)
    {
        List<CtRestoreStep> steps = [.. plan.Where(s => ShouldProcess(s.Target, s.Action))];
        foreach (CtRestoreOutcome outcome in Ask(() => Engine.Restore(steps, this, Cancellation)))
        {
            if (outcome.Error is not null) WriteError(outcome.Error);
            else if (PassThru) WriteObject(outcome.Step);
        }
    }
}
