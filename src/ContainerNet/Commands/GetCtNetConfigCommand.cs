using System.Management.Automation;

namespace ContainerNet.Commands;

/// <summary>
/// Shows the files that a container's network stack reads, as they should be, and what would be done.
/// </summary>
[Cmdlet(VerbsCommon.Get, "CtNetConfig")]
[OutputType(typeof(CtNetConfigFile))]
public sealed class GetCtNetConfigCommand : CtQueryCommand
{
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
