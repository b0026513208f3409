using System.Management.Automation;
using ContainerNet.Completion;

namespace ContainerNet.Commands;

/// <summary>
/// A change of what an interface has, IPs or routes. Two parameter sets that differ only in what stands first:
/// container, interface, address or prefix; or, after a pipeline that names the interface, the address or prefix alone.
/// </summary>
public abstract class CtItemCommand : CtChangeCommand
{
    private protected const string PipelineSet = "Pipeline";
    private protected const string NameSet = "Name";

    /// <summary>The container.</summary>
    [Parameter(ParameterSetName = PipelineSet, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = NameSet, Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("CtId")]
    [ArgumentCompleter(typeof(ContainerCompleter))]
    public virtual CtName Container { get; set; } = null!;

    /// <summary>The interface's name inside the container.</summary>
    [Parameter(ParameterSetName = PipelineSet, Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [Parameter(ParameterSetName = NameSet, Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("Name", "IfName", "InterfaceAlias")]
    [ArgumentCompleter(typeof(InterfaceCompleter))]
    public virtual string Interface { get; set; } = "";

    /// <summary>Write the interface afterwards, so that calls chain.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    private protected override void WriteResults(IReadOnlyList<CtOutcome> outcomes)
    {
        if (PassThru) WriteInterfaces(outcomes);
    }
}
