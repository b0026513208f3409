using System.Management.Automation;
using ContainerNet.Completion;

namespace ContainerNet.Commands;

/// <summary>Gets the interfaces of containers.</summary>
[Cmdlet(VerbsCommon.Get, "CtNetIf")]
[OutputType(typeof(CtNetIf))]
public sealed class GetCtNetIfCommand : CtQueryCommand
{
    /// <summary>The interfaces' names inside the container; wildcards are allowed.</summary>
    [Parameter(Position = 1)]
    [Alias("Interface", "IfName", "InterfaceAlias")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(InterfaceCompleter))]
    public string[]? Name { get; set; }

    /// <summary>Only interfaces of these types.</summary>
    [Parameter]
    public CtNetIfType[]? Type { get; set; }

    /// <summary>Only interfaces on these bridges; wildcards are allowed.</summary>
    [Parameter]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(BridgeCompleter))]
    public string[]? Link { get; set; }

    /// <summary>Writes the interfaces that match.</summary>
    protected override void ProcessRecord()
    {
        var containers = new NamePattern(Container);
        var names = new NamePattern(Name);
        var links = new NamePattern(Link);
        foreach (CtNetIf item in Ask(() => Engine.GetInterfaces(containers.Matches, this).ToList()))
        {
            bool wanted = names.Matches(item.Name)
                && (Type is null || Type.Contains(item.Type))
                && (Link is null || (item.Link is not null && links.Matches(item.Link)));
            if (wanted) WriteObject(item);
        }

        this.WriteMissing(containers, names, Container);
    }
}
