using System.Management.Automation;

namespace ContainerNet.Shell.Commands.Writing;

/// <summary>Shows how far a long operation is.</summary>
[Cmdlet(VerbsCommunications.Write, "Progress")]
public sealed class WriteProgressCommand : PSCmdlet
{
    /// <summary>What is being done.</summary>
    [Parameter(Position = 0)]
    public string Activity { get; set; } = "Processing";

    /// <summary>Where it stands.</summary>
    [Parameter(Position = 1)]
    [ValidateNotNullOrEmpty]
    public string Status { get; set; } = "Processing";

    /// <summary>Which of several operations this is.</summary>
    [Parameter(Position = 2)]
    [ValidateRange(0, int.MaxValue)]
    public int Id { get; set; }

    /// <summary>The operation that this is a part of.</summary>
    [Parameter]
    [ValidateRange(-1, int.MaxValue)]
    public int ParentId { get; set; } = -1;

    /// <summary>How much is done, from 0 to 100; -1 means unknown.</summary>
    [Parameter]
    [ValidateRange(-1, 100)]
    public int PercentComplete { get; set; } = -1;

    /// <summary>How long it will take; -1 means unknown.</summary>
    [Parameter]
    public int SecondsRemaining { get; set; } = -1;

    /// <summary>The step that is being done.</summary>
    [Parameter]
    public string? CurrentOperation { get; set; }

    /// <summary>Whether the operation has ended.</summary>
    [Parameter]
    public SwitchParameter Completed { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => WriteProgress(new ProgressRecord(Id, Activity, Status)
    {
        ParentActivityId = ParentId,
        PercentComplete = PercentComplete,
        SecondsRemaining = SecondsRemaining,
        CurrentOperation = CurrentOperation,
        RecordType = Completed ? ProgressRecordType.Completed : ProgressRecordType.Processing,
    });
}
