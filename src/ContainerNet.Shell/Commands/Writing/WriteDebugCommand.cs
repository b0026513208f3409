using System.Management.Automation;

namespace ContainerNet.Shell.Commands.Writing;

/// <summary>Writes to the debug stream.</summary>
[Cmdlet(VerbsCommunications.Write, "Debug")]
public sealed class WriteDebugCommand : PSCmdlet
{
    /// <summary>The text.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    [AllowEmptyString]
    [Alias("Msg")]
    public string Message { get; set; } = "";

    /// <inheritdoc/>
    protected override void ProcessRecord() => WriteDebug(Message);
}
