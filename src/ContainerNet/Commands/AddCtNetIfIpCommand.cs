using System.Management.Automation;
using ContainerNet.Completion;

namespace ContainerNet.Commands;

/// <summary>Adds IP addresses to an interface, at any time; a routed interface gets the route to each as
/// well.</summary>
[Cmdlet(VerbsCommon.Add, "CtNetIfIp", SupportsShouldProcess = true, DefaultParameterSetName = PipelineSet)]
[OutputType(typeof(CtNetIf))]
public sealed class AddCtNetIfIpCommand : CtItemCommand
{
    /// <summary>The addresses, each with its prefix length; /32 or /128 when not given.</summary>
    [Parameter(ParameterSetName = PipelineSet, Mandatory = true, Position = 0, ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = NameSet, Mandatory = true, Position = 2, ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true)]
    [Alias("IPAddress", "Ip")]
    [AddressTransformation(MayBeName = true)]
    [ArgumentCompleter(typeof(FirstWordCompleter))]
    public IPInterfaceAddress[] Address { get; set; } = [];

    /// <summary>Add no route on the host.</summary>
    [Parameter]
    public SwitchParameter NoRoute { get; set; }

    /// <summary>Route this network instead of the address's own; it must include the address.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [PrefixTransformation]
    public System.Net.IPNetwork? RouteAs { get; set; }

    /// <summary>Collects the addresses to add.</summary>
    protected override void ProcessRecord()
    {
        foreach (IPInterfaceAddress address in Address)
        {
            Queue(
                new AddIp(Container.ToString(), Interface, address) { NoRoute = NoRoute, RouteAs = RouteAs },
                $"Add address {address}");
        }
    }
}
