using System.Management.Automation;

namespace ContainerNet.Shell.Commands.Items;

/// <summary>Adds values to the end of files.</summary>
[Cmdlet(VerbsCommon.Add, "Content", DefaultParameterSetName = ByPath, SupportsShouldProcess = true)]
public sealed class AddContentCommand : ContentWriterCommand
{
    /// <inheritdoc/>
    protected override FileMode Mode => FileMode.Append;
}
