using System.Management.Automation;
using ContainerNet.Completion;

namespace ContainerNet.Commands;

/// <summary>Writes the files that a container's network stack reads, where they are not as they should be.</summary>
[Cmdlet(VerbsData.Update, "CtNetConfig", SupportsShouldProcess = true)]
[OutputType(typeof(CtNetConfigFile))]
public sealed class UpdateCtNetConfigCommand : CtCommand
{
    private readonly Wishes<string> _wishes;

    /// <summary>A cmdlet without wishes.</summary>
    public UpdateCtNetConfigCommand() => _wishes = new Wishes<string>(this);

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
        foreach (string name in Container) _wishes.Add(name, name, "Write network configuration");
    }

    /// <summary>Writes their files.</summary>
    protected override void EndProcessing()
    {
        if (_wishes.IsEmpty) return;
        List<string> names = _wishes.Agreed(
            (all, _) => RunRehearsal.Of(Ask(() => Check(all)), all), out ContainerNetException? refused);

        foreach (string[] part in Asking.Parts(this, names)) Write(part);
        if (refused is not null) WriteError(refused);
    }

    private static List<CtRunOutcome> Check(IReadOnlyList<string> names)
    {
        var found = Engine.GetContainers(names.Contains).Select(c => c.Name)
            .ToHashSet(StringComparer.Ordinal);
        return [.. names.Select(n => new CtRunOutcome(n, found.Contains(n) ? null : Missing(n)))];
    }

    private static ContainerNetException Missing(string name)
    {
        try
        {
            NameRules.CheckContainer(name);
            return NotFoundErrors.Container(name);
        }
        catch (ContainerNetException e)
        {
            return e;
        }
    }

    private void Write(IReadOnlyList<string> names)
    {
        foreach (CtFilesOutcome outcome in Ask(() => Engine.UpdateFiles(names, Force, this, Cancellation)))
        {
            if (outcome.Error is not null) WriteError(outcome.Error);
            else if (PassThru) WriteObject(outcome.Files, enumerateCollection: true);
        }
    }
}
