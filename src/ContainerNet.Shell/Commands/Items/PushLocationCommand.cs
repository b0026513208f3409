using System.Management.Automation;

namespace ContainerNet.Shell.Commands.Items;

/// <summary>Remembers the current folder and changes to another.</summary>
[Cmdlet(VerbsCommon.Push, "Location")]
public sealed class PushLocationCommand : PSCmdlet
{
    /// <summary>The folder; without one, the current folder stays.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public string? Path { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        try
        {
            SessionState.Path.PushCurrentLocation(stackName: null);
            if (Path is not null) SessionState.Path.SetLocation(Path);
        }
        catch (RuntimeException error)
        {
            WriteError(new ErrorRecord(error.ErrorRecord, error));
        }
    }
}
