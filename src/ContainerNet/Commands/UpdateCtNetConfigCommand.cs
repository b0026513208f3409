using System.Management.Automation;
using ContainerNet.Completion;

namespace ContainerNet.Commands;

/// <summary>Writes the files that a container's network stack reads, where they are not as they should be.</summary>
[Cmdlet(VerbsData.Update, "CtNetConfig", SupportsShouldProcess = true)]
[OutputType(typeof(CtNetConfigFile))]
public sealed class UpdateCtNetConfigCommand : CtCommand
{
    private readonly List<string> _names = [];

    /// <summary>The containers.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("CtId")]
    [ArgumentCompleter(typeof(ContainerCompleter))]
    public string[] Container { get; set; } = [];

    /// <summary>Replace ContainerNet's files that the container's administrator has edited.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Write the files afterwards.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>Collects the containers.</summary>
    protected override void ProcessRecord()
    {
        foreach (string name in Container)
        {
            if (ShouldProcess(name, "Write network configuration")) _names.Add(name);
        }
    }

    /// <summary>Writes their files.</summary>
    protected override void EndProcessing()
    {
        foreach (CtFilesOutcome outcome in Ask(() => Engine.UpdateFiles(_names, Force, this, Cancellation)))
        {
            if (outcome.Error is not null) WriteError(outcome.Error);
            else if (PassThru) WriteObject(outcome.Files, enumerateCollection: true);
        }
    }
}
