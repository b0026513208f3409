using System.Management.Automation;
using ContainerNet.Completion;

namespace ContainerNet.Commands;

/// <summary>Removes an interface with its IPs and routes; the container must be stopped.</summary>
[Cmdlet(VerbsCommon.Remove, "CtNetIf", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
public sealed class RemoveCtNetIfCommand : CtInterfaceCommand
{
    /// <summary>Collects the interface to remove.</summary>
    protected override void ProcessRecord() =>
        Queue(new RemoveInterface(Container.ToString(), Name), "Remove interface with its IPs and routes");
}
