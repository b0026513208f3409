using System.Management.Automation;
using ContainerNet.Completion;

namespace ContainerNet.Commands;

/// <summary>Writes each change of an interface in the kernel as it happens, until Ctrl-C.</summary>
[Cmdlet(VerbsCommon.Watch, "CtNetIf")]
[OutputType(typeof(CtNetIfEvent))]
public sealed class WatchCtNetIfCommand : CtCommand
{
    /// <summary>The containers, which may be made later; wildcards are allowed. All when not given.</summary>
    [Parameter(Position = 0)]
    [Alias("CtId")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ContainerCompleter))]
    public string[]? Container { get; set; }

    /// <summary>The interfaces' names inside the container; wildcards are allowed.</summary>
    [Parameter(Position = 1)]
    [Alias("Interface", "IfName", "InterfaceAlias")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(InterfaceCompleter))]
    public string[]? Name { get; set; }

    /// <summary>Only events about links, addresses or routes. A resync is always written.</summary>
    [Parameter]
    [ValidateSet("Link", "Address", "Route")]
    public CtNetIfEventKind[]? Kind { get; set; }

    /// <summary>Writes the events.</summary>
    protected override void EndProcessing()
    {
        var containers = new NamePattern(Container);
        var names = new NamePattern(Name);
        using IEnumerator<CtNetIfEvent> events = Engine.Watch(containers.Matches, this, Cancellation).GetEnumerator();
        while (Ask(events.MoveNext))
        {
            CtNetIfEvent happened = events.Current;
            bool wanted = happened.Action == CtNetIfAction.Resync
                || (names.Matches(happened.Interface) && (Kind is null || Kind.Contains(happened.Kind)));
            if (wanted) WriteObject(happened);
        }
    }
}
