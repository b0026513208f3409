using System.Management.Automation;

namespace ContainerNet.Shell.Commands.Writing;

/// <summary>Writes to the verbose stream.</summary>
[Cmdlet(VerbsCommunications.Write, "Verbose")]
public sealed class WriteVerboseCommand : PSCmdlet
{
    /// <summary>The text.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    [AllowEmptyString]
    [Alias("Msg")]
    public string Message { get; set; } = "";

    /// <inheritdoc/>
    protected override void ProcessRecord() => WriteVerbose(Message);
}
