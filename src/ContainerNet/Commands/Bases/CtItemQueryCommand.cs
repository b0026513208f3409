using System.Management.Automation;
using ContainerNet.Completion;

namespace ContainerNet.Commands;

/// <summary>
/// A question about what interfaces have, IPs or routes. What comes by the pipeline names an interface or is an item,
/// so that no text alone is taken for a container.
/// </summary>
public abstract class CtItemQueryCommand : CtCommand
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

    /// <summary>Only what is of this family.</summary>
    [Parameter]
    [Alias("Version")]
    public IPVersion? AddressFamily { get; set; }

    /// <summary>Writes those of the named interfaces that are wanted, and reports names that do not exist.</summary>
    /// <param name="ask">Asks the engine for the items of containers.</param>
    /// <param name="interfaceOf">The interface of an item.</param>
    /// <param name="versionOf">The family of an item.</param>
    /// <param name="isWanted">What else an item must be.</param>
    private protected void Write<T>(
        Func<Func<string, bool>, IEnumerable<T>> ask, Func<T, string> interfaceOf, Func<T, IPVersion> versionOf,
        Func<T, bool> isWanted)
    {
        var containers = new NamePattern(Container);
        var names = new NamePattern(Interface);
        foreach (T item in Ask(() => ask(containers.Matches)))
        {
            bool meant = names.Matches(interfaceOf(item)) && (AddressFamily is null || versionOf(item) == AddressFamily);
            if (meant && isWanted(item)) WriteObject(item);
        }

        this.WriteMissing(containers, names, Container, Engine);
    }
}
