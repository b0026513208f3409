using System.Management.Automation;
using ContainerNet.Completion;

namespace ContainerNet.Commands;

/// <summary>
/// Shows the files that a container's network stack reads, as they should be, and what would be done.
/// </summary>
[Cmdlet(VerbsCommon.Get, "CtNetConfig")]
[OutputType(typeof(CtNetConfigFile))]
public sealed class GetCtNetConfigCommand : CtCommand
{
    /// <summary>The containers; wildcards are allowed. All when not given.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("CtId")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ContainerCompleter))]
    public string[]? Container { get; set; }

    /// <summary>Writes the files.</summary>
    protected override void ProcessRecord()
    {
        var containers = new NamePattern(Container);
        foreach (CtNetConfigFile file in Ask(() => Engine.PreviewFiles(containers.Matches, this).ToList()))
        {
            WriteObject(file);
        }

        foreach (string missing in containers.Missing) WriteError(NotFoundErrors.Container(missing));
    }
}
