using System.Management.Automation;
using ContainerNet.Completion;

namespace ContainerNet.Commands;

/// <summary>Gets the containers of all runtimes.</summary>
[Cmdlet(VerbsCommon.Get, "Ct")]
[OutputType(typeof(Ct))]
public sealed class GetCtCommand : CtCommand
{
    /// <summary>The names; wildcards are allowed. All when not given.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name", "CtId")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ContainerCompleter))]
    public string[]? Container { get; set; }

    /// <summary>Writes the containers that match.</summary>
    protected override void ProcessRecord()
    {
        var names = new NamePattern(Container);
        foreach (Ct container in Ask(() => Engine.GetContainers(names.Matches, this).ToList())) WriteObject(container);
        foreach (string missing in names.Missing) WriteError(NotFoundErrors.Container(missing));
    }
}
