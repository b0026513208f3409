using System.Management.Automation;
using ContainerNet.Completion;

namespace ContainerNet.Commands;

/// <summary>A removal of what an interface has: given ones, or all.</summary>
public abstract class CtItemRemovalCommand : CtItemCommand
{
    private protected const string AllSet = "All";

    /// <summary>The container.</summary>
    [Parameter(ParameterSetName = PipelineSet, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = NameSet, Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = AllSet, Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("CtId")]
    [ArgumentCompleter(typeof(ContainerCompleter))]
    public override CtName Container { get; set; } = null!;

    /// <summary>The interface's name inside the container.</summary>
    [Parameter(ParameterSetName = PipelineSet, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = NameSet, Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = AllSet, Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("Name", "IfName", "InterfaceAlias")]
    [ArgumentCompleter(typeof(InterfaceCompleter))]
    public override string Interface { get; set; } = "";

    /// <summary>Remove all of the interface.</summary>
    [Parameter(ParameterSetName = AllSet, Mandatory = true)]
    public SwitchParameter All { get; set; }

    /// <summary>With -All: only of this family.</summary>
    [Parameter(ParameterSetName = AllSet)]
    [Alias("Version")]
    public IPVersion? AddressFamily { get; set; }

    /// <summary>
    /// All items of the interface, or those of one family. An interface that is not there is reported; the kernel is
    /// asked for it only when there is nothing to remove.
    /// </summary>
    /// <param name="ask">Asks the engine for the items of containers.</param>
    /// <param name="versionOf">The family of an item.</param>
    private protected IEnumerable<T> Every<T>(Func<Func<string, bool>, IEnumerable<T>> ask, Func<T, IPVersion> versionOf)
    {
        string container = Container.ToString();
        List<T> all = Ask(() => ask(c => c == container).ToList());
        bool known = all.Count > 0
            || Ask(() => Engine.GetInterfaces(c => c == container).Any(i => i.Name == Interface));
        if (!known) WriteError(NotFoundErrors.Interface($"{container}/{Interface}"));
        return all.Where(item => AddressFamily is null || versionOf(item) == AddressFamily);
    }
}
