using System.Management.Automation;
using System.Net;
using ContainerNet.Completion;

namespace ContainerNet.Commands;

/// <summary>Gets the prefixes that the host routes to interfaces.</summary>
[Cmdlet(VerbsCommon.Get, "CtNetIfRoute")]
[OutputType(typeof(CtNetIfRoute))]
public sealed class GetCtNetIfRouteCommand : CtCommand
{
    /// <summary>The containers; wildcards are allowed. All when not given.</summary>
    [Parameter(Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("CtId")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ContainerCompleter))]
    public string[]? Container { get; set; }

    /// <summary>The interfaces' names inside the container; wildcards are allowed.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("IfName", "InterfaceAlias")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(InterfaceCompleter))]
    public string[]? Interface { get; set; }

    /// <summary>Only these prefixes.</summary>
    [Parameter(Position = 2)]
    [Alias("DestinationPrefix")]
    [PrefixTransformation]
    [ArgumentCompleter(typeof(RouteCompleter))]
    public IPNetwork[]? Destination { get; set; }

    /// <summary>Only routes of this family.</summary>
    [Parameter]
    [Alias("Version")]
    public IPVersion? AddressFamily { get; set; }

    /// <summary>Writes the routes that match.</summary>
    protected override void ProcessRecord()
    {
        var containers = new NamePattern(Container);
        var names = new NamePattern(Interface);
        foreach (CtNetIfRoute route in Ask(() => Engine.GetRoutes(containers.Matches, this)))
        {
            bool wanted = names.Matches(route.Interface)
                && (AddressFamily is null || Prefix.Version(route.Destination) == AddressFamily)
                && (Destination is null || Destination.Contains(route.Destination));
            if (wanted) WriteObject(route);
        }

        this.WriteMissing(containers, names, Container, Engine);
    }
}
