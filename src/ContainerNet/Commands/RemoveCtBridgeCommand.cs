using System.Management.Automation;
using ContainerNet.Completion;

namespace ContainerNet.Commands;

/// <summary>
/// Removes bridges that New-CtBridge made, with their DHCP servers and NAT rules; leases are kept for a later one.
/// </summary>
[Cmdlet(VerbsCommon.Remove, "CtBridge", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
public sealed class RemoveCtBridgeCommand : CtBridgeCommand
{
    /// <summary>The bridges.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Bridge")]
    [ArgumentCompleter(typeof(BridgeCompleter))]
    public string[] Name { get; set; } = [];

    /// <summary>Even while interfaces use it; they lose their connection.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    private protected override bool WritesBridges => false;

    /// <summary>Collects the bridges to remove.</summary>
    protected override void ProcessRecord()
    {
        foreach (string name in Name)
        {
            Queue(new RemoveBridge(name, Force), "Remove bridge with its DHCP server and NAT rules");
        }
    }
}
