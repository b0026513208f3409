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
    /// Reports an interface that is not there; asks the kernel, so only for one that has nothing to remove.
    /// </summary>
    /// <param name="container">The container.</param>
    private protected void RequireInterface(string container)
    {
        bool known = Ask(() => Engine.GetInterfaces(c => c == container).Any(i => i.Name == Interface));
        if (!known) WriteError(NotFoundErrors.Interface($"{container}/{Interface}"));
    }
}
