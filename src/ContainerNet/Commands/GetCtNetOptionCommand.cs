using System.Management.Automation;

namespace ContainerNet.Commands;

/// <summary>Gets the settings of the host: pools of interconnects, the default bridge, where the state is
/// stored.</summary>
[Cmdlet(VerbsCommon.Get, "CtNetOption")]
[OutputType(typeof(CtNetOption))]
public sealed class GetCtNetOptionCommand : CtCommand
{
    /// <summary>Writes the settings.</summary>
    protected override void ProcessRecord() => WriteObject(Ask(Engine.GetOptions));
}
