using System.Management.Automation;
using System.Net;
using ContainerNet.Completion;

namespace ContainerNet.Commands;

/// <summary>Routes prefixes to a routed interface, at any time, without assigning an address.</summary>
[Cmdlet(VerbsCommon.Add, "CtNetIfRoute", SupportsShouldProcess = true, DefaultParameterSetName = PipelineSet)]
[OutputType(typeof(CtNetIf))]
public sealed class AddCtNetIfRouteCommand : CtItemCommand
{
    /// <summary>The prefixes; host bits are cleared.</summary>
    [Parameter(ParameterSetName = PipelineSet, Mandatory = true, Position = 0, ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = NameSet, Mandatory = true, Position = 2, ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true)]
    [Alias("DestinationPrefix")]
    [PrefixTransformation(MayBeName = true)]
    [ArgumentCompleter(typeof(FirstWordCompleter))]
    public IPNetwork[] Destination { get; set; } = [];

    /// <summary>The next hop: an IP of the interface. The interconnect, or the link itself, when not given.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("NextHop")]
    [ArgumentCompleter(typeof(NextHopCompleter))]
    [NextHopTransformation]
    public IPAddress? Via { get; set; }

    /// <summary>Of a route that is piped in: Via when its next hop is the interconnect, and is not to be asked
    /// for.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ConvertsTo<CtAuto?>]
    public CtAuto? Auto { get; set; }

    /// <summary>The routing table of the host that the route is in, and in no other. The main one when not
    /// given.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ConvertsTo<uint?>]
    public uint? Table { get; set; }

    /// <summary>Allow a narrower prefix inside one that is routed to another container.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Collects the routes to add.</summary>
    protected override void ProcessRecord()
    {
        IPAddress? via = IsOnlyShown(Auto, CtAuto.Via) ? null : Via;
        foreach (IPNetwork destination in Destination)
        {
            Queue(
                new AddRoute(Container.ToString(), Interface, destination)
                {
                    Via = via,
                    Table = Table,
                    Force = Force,
                },
                $"Add route {destination}{(Table is null ? "" : $" in table {Table}")}");
        }
    }
}
