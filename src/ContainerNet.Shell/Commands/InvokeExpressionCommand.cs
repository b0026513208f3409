using System.Management.Automation;
using System.Management.Automation.Runspaces;

namespace ContainerNet.Shell.Commands;

/// <summary>Runs text as a script.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "Expression")]
public sealed class InvokeExpressionCommand : PSCmdlet
{
    private const PipelineResultTypes ToThisPipeline = PipelineResultTypes.Output | PipelineResultTypes.Error;

    /// <summary>The text.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    public string Command { get; set; } = "";

    /// <inheritdoc/>
    protected override void ProcessRecord() => WriteObject(
        InvokeCommand.InvokeScript(Command, useNewScope: false, ToThisPipeline, input: null),
        enumerateCollection: true);
}
