using System.Management.Automation;

namespace ContainerNet.Commands;

/// <summary>
/// Restores everything after a reboot, a flushed table or a killed server: bridges with their DHCP and NAT, the
/// interfaces of running containers; and removes links of ours that no running container has.
/// </summary>
[Cmdlet(VerbsData.Restore, "CtNet", SupportsShouldProcess = true)]
[OutputType(typeof(CtRestoreStep))]
public sealed class RestoreCtNetCommand : CtCommand
{
    /// <summary>Write what was done.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>Restores bridges first, because interfaces are ports of them.</summary>
    protected override void ProcessRecord()
    {
        Do(Engine.PlanBridgeRestore);
        Do(() => Engine.PlanContainerRestore(this));
    }

    // What keeps bridges from being restored, such as a broken file, must not keep containers from it.
    private void Do(Func<IReadOnlyList<CtRestoreStep>> plan)
    {
        try
        {
            Do(Attended(plan));
        }
        catch (ContainerNetException e) when (e.Kind != CtErrorKind.PermissionDenied)
        {
            WriteError(e);
        }
        catch (ContainerNetException e)
        {
            ThrowTerminatingError(Record(e));
        }
        catch (OperationCanceledException)
        {
            throw new PipelineStoppedException();
        }
    }

    private void Do(IReadOnlyList<CtRestoreStep> plan)
    {
        List<CtRestoreStep> steps = [.. plan.Where(s => ShouldProcess(s.Target, s.Action))];
        foreach (CtRestoreOutcome outcome in Attended(() => Engine.Restore(steps, this, Cancellation)))
        {
            if (outcome.Error is not null) WriteError(outcome.Error);
            else if (PassThru) WriteObject(outcome.Step);
        }
    }
}
