using System.Management.Automation;

namespace ContainerNet.Shell.Commands.Items;

/// <summary>Writes values to files, in place of what they have.</summary>
[Cmdlet(VerbsCommon.Set, "Content", DefaultParameterSetName = ByPath, SupportsShouldProcess = true)]
public sealed class SetContentCommand : ContentWriterCommand
{
    /// <inheritdoc/>
    protected override FileMode Mode => FileMode.Create;
}
