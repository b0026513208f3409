using System.Management.Automation;
using System.Net;
using ContainerNet.Completion;

namespace ContainerNet.Commands;

/// <summary>Gets the prefixes that the host routes to interfaces.</summary>
[Cmdlet(VerbsCommon.Get, "CtNetIfRoute")]
[OutputType(typeof(CtNetIfRoute))]
public sealed class GetCtNetIfRouteCommand : CtItemQueryCommand
{
    /// <summary>Only these prefixes.</summary>
    [Parameter(Position = 2)]
    [Alias("DestinationPrefix")]
    [PrefixTransformation]
    [ArgumentCompleter(typeof(RouteCompleter))]
    public IPNetwork[]? Destination { get; set; }

    /// <summary>Only those in these routing tables of the host.</summary>
    [Parameter]
    [ConvertsTo<uint[]>]
    public uint[]? Table { get; set; }

    /// <summary>Writes the routes that match.</summary>
    protected override void ProcessRecord() => Write(
        containers => Engine.GetRoutes(containers, this), route => route.Interface,
        route => Prefix.Version(route.Destination),
        route => (Destination is null || Destination.Contains(route.Destination))
            && (Table is null || (route.Table is { } table && Table.Contains(table))));
}
