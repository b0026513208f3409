using System.Management.Automation;
using ContainerNet.Completion;

namespace ContainerNet.Commands;

/// <summary>Removes IP addresses from an interface, at any time, with the routes that they brought.</summary>
[Cmdlet(VerbsCommon.Remove, "CtNetIfIp", SupportsShouldProcess = true, DefaultParameterSetName = PipelineSet)]
[OutputType(typeof(CtNetIf))]
public sealed class RemoveCtNetIfIpCommand : CtItemRemovalCommand
{
    /// <summary>The addresses; without a prefix length, the one with any.</summary>
    [Parameter(ParameterSetName = PipelineSet, Mandatory = true, Position = 0, ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = NameSet, Mandatory = true, Position = 2, ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true)]
    [Alias("IPAddress", "Ip")]
    [AddressTransformation(MayBeName = true)]
    [ArgumentCompleter(typeof(AddressCompleter))]
    public IPInterfaceAddress[] Address { get; set; } = [];

    /// <summary>Leave the routes on the host.</summary>
    [Parameter]
    public SwitchParameter KeepRoute { get; set; }

    /// <summary>Collects the addresses to remove.</summary>
    protected override void ProcessRecord()
    {
        string container = Container.ToString();
        foreach (IPInterfaceAddress address in All ? Every() : Address)
        {
            Queue(new RemoveIp(container, Interface, address) { KeepRoute = KeepRoute }, $"Remove address {address}");
        }
    }

    private IEnumerable<IPInterfaceAddress> Every() => Every(
        containers => Engine.GetIps(containers).Where(i => i.Interface == Interface).Select(i => i.Address),
        address => address.GetVersion());
}
