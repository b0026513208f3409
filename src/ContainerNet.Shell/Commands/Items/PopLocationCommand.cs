using System.Management.Automation;

namespace ContainerNet.Shell.Commands.Items;

/// <summary>Changes back to the folder that was remembered last.</summary>
[Cmdlet(VerbsCommon.Pop, "Location")]
public sealed class PopLocationCommand : PSCmdlet
{
    /// <inheritdoc/>
    protected override void ProcessRecord() => SessionState.Path.PopLocation(stackName: null);
}
