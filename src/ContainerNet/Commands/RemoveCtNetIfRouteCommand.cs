using System.Management.Automation;
using System.Net;
using ContainerNet.Completion;

namespace ContainerNet.Commands;

/// <summary>Removes routes to a routed interface.</summary>
[Cmdlet(VerbsCommon.Remove, "CtNetIfRoute", SupportsShouldProcess = true, DefaultParameterSetName = PipelineSet)]
[OutputType(typeof(CtNetIf))]
public sealed class RemoveCtNetIfRouteCommand : CtItemRemovalCommand
{
    /// <summary>The prefixes.</summary>
    [Parameter(ParameterSetName = PipelineSet, Mandatory = true, Position = 0, ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = NameSet, Mandatory = true, Position = 2, ValueFromPipeline = true,
        ValueFromPipelineByPropertyName = true)]
    [Alias("DestinationPrefix")]
    [PrefixTransformation(MayBeName = true)]
    [ArgumentCompleter(typeof(RouteCompleter))]
    public IPNetwork[] Destination { get; set; } = [];

    /// <summary>The routing table of the host that the route is in. The main one when not given; with
    /// -All, all of them.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ConvertsTo<uint?>]
    public uint? Table { get; set; }

    /// <summary>Collects the routes to remove.</summary>
    protected override void ProcessRecord()
    {
        string container = Container.ToString();
        foreach ((IPNetwork destination, uint? table) in All ? Every() : Destination.Select(d => (d, Table)))
        {
            Queue(
                new RemoveRoute(container, Interface, destination) { Table = table },
                $"Remove route {destination}{(table is null ? "" : $" in table {table}")}");
        }
    }

    private IEnumerable<(IPNetwork Destination, uint? Table)> Every() => Every(
        containers => Engine.GetRoutes(containers)
            .Where(r => r.Interface == Interface && (Table is null || r.Table == Table))
            .Select(r => (r.Destination, r.Table)),
        route => Prefix.Version(route.Destination));
}
