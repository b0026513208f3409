using System.Management.Automation;
using ContainerNet.Completion;

namespace ContainerNet.Commands;

/// <summary>A question about containers: about those that are named, or all.</summary>
public abstract class CtQueryCommand : CtCommand
{
    /// <summary>The containers; wildcards are allowed. All when not given.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("CtId")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ContainerCompleter))]
    public string[]? Container { get; set; }
}

/// <summary>A question about interfaces of containers, or the repair of what it finds.</summary>
public abstract class CtInterfaceQueryCommand : CtQueryCommand
{
    /// <summary>The interfaces' names inside the container; wildcards are allowed.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("IfName", "InterfaceAlias")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(InterfaceCompleter))]
    public string[]? Interface { get; set; }
}
