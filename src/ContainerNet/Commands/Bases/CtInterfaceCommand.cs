using System.Management.Automation;
using ContainerNet.Completion;

namespace ContainerNet.Commands;

/// <summary>A change of one interface, named by container and name, or by an object that has both.</summary>
public abstract class CtInterfaceCommand : CtChangeCommand
{
    /// <summary>The container.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [Alias("CtId")]
    [ArgumentCompleter(typeof(ContainerCompleter))]
    public CtName Container { get; set; } = null!;

    /// <summary>The interface's name inside the container.</summary>
    [Parameter(Mandatory = true, Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("Interface", "IfName", "InterfaceAlias")]
    [ArgumentCompleter(typeof(InterfaceCompleter))]
    public string Name { get; set; } = "";
}
