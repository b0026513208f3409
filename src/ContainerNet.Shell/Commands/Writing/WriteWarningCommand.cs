using System.Management.Automation;

namespace ContainerNet.Shell.Commands.Writing;

/// <summary>Writes to the warning stream.</summary>
[Cmdlet(VerbsCommunications.Write, "Warning")]
public sealed class WriteWarningCommand : PSCmdlet
{
    /// <summary>The text.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    [AllowEmptyString]
    [Alias("Msg")]
    public string Message { get; set; } = "";

    /// <inheritdoc/>
    protected override void ProcessRecord() => WriteWarning(Message);
}
