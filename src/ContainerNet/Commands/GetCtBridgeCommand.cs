using System.Management.Automation;
using ContainerNet.Completion;

namespace ContainerNet.Commands;

/// <summary>Gets the bridges of the host with their ports and leases, whoever made them.</summary>
[Cmdlet(VerbsCommon.Get, "CtBridge")]
[OutputType(typeof(CtBridge))]
public sealed class GetCtBridgeCommand : CtCommand
{
    /// <summary>The names; wildcards are allowed. All when not given.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Bridge", "Link")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(BridgeCompleter))]
    public string[]? Name { get; set; }

    /// <summary>Writes the bridges that match.</summary>
    protected override void ProcessRecord()
    {
        var names = new NamePattern(Name);
        foreach (CtBridge bridge in Ask(() => Engine.GetBridges(names.Matches).ToList())) WriteObject(bridge);
        foreach (string missing in names.Missing) WriteError(NotFoundErrors.Bridge(missing));
    }
}
