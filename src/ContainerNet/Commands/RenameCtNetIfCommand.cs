using System.Management.Automation;
using ContainerNet.Completion;

namespace ContainerNet.Commands;

/// <summary>Gives an interface another name; the container must be stopped.</summary>
[Cmdlet(VerbsCommon.Rename, "CtNetIf", SupportsShouldProcess = true)]
[OutputType(typeof(CtNetIf))]
public sealed class RenameCtNetIfCommand : CtInterfaceCommand
{
    /// <summary>The new name, at most 15 bytes.</summary>
    [Parameter(Mandatory = true, Position = 2)]
    public string NewName { get; set; } = "";

    /// <summary>Write the interface afterwards.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>Collects the change.</summary>
    protected override void ProcessRecord() =>
        Queue(new RenameInterface(Container.ToString(), Name, NewName), $"Rename to {NewName}");

    private protected override void WriteResults(IReadOnlyList<CtOutcome> outcomes)
    {
        if (PassThru) WriteInterfaces(outcomes);
    }
}
