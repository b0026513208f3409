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

    /// <summary>Collects the routes to remove.</summary>
    protected override void ProcessRecord()
    {
        string container = Container.ToString();
        foreach (IPNetwork destination in All ? Every() : Destination)
        {
            Queue(new RemoveRoute(container, Interface, destination), $"Remove route {destination}");
        }
    }

    private IEnumerable<IPNetwork> Every() => Every(
        containers => Engine.GetRoutes(containers).Where(r => r.Interface == Interface).Select(r => r.Destination),
        Prefix.Version);
}
