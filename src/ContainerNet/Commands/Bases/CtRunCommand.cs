using System.Management.Automation;
using ContainerNet.Completion;

namespace ContainerNet.Commands;

/// <summary>Start-Ct and Stop-Ct: names collected, run in one go, objects only with -PassThru.</summary>
public abstract class CtRunCommand : CtCommand
{
    private readonly Wishes<string> _wishes;

    /// <summary>A cmdlet without wishes.</summary>
    private protected CtRunCommand() => _wishes = new Wishes<string>(this);

    /// <summary>The names.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name", "CtId")]
    [ArgumentCompleter(typeof(ContainerCompleter))]
    public string[] Container { get; set; } = [];

    /// <summary>Write the containers afterwards.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>The verb that -WhatIf shows.</summary>
    private protected abstract string Action { get; }

    /// <summary>Collects the names.</summary>
    protected override void ProcessRecord()
    {
        foreach (string name in Container) _wishes.Add(name, name, Action);
    }

    /// <summary>Starts or stops them.</summary>
    protected override void EndProcessing()
    {
        if (_wishes.IsEmpty) return;
        List<string> names = _wishes.Agreed(
            (all, _) => RunRehearsal.Of(Ask(() => Check(all)), all), out ContainerNetException? refused);

        foreach (string[] part in Asking.Parts(this, names)) Report(Ask(() => Run(part)));
        if (refused is not null) WriteError(refused);
    }

    // What was done is shown first: an error may end the pipeline.
    private void Report(IReadOnlyList<CtRunOutcome> outcomes)
    {
        List<string> done = [.. outcomes.Where(o => o.Error is null).Select(o => o.Name)];
        if (PassThru && done.Count > 0) WriteContainers(done);
        WriteErrors(outcomes);
    }

    private void WriteErrors(IReadOnlyList<CtRunOutcome> outcomes)
    {
        foreach (CtRunOutcome outcome in outcomes)
        {
            if (outcome.Error is not null) WriteError(outcome.Error);
        }
    }

    private void WriteContainers(List<string> names)
    {
        var wanted = new HashSet<string>(names, StringComparer.Ordinal);
        Dictionary<string, Ct> found = Ask(() =>
            Engine.GetContainers(wanted.Contains, this).ToDictionary(c => c.Name, StringComparer.Ordinal));
        foreach (string name in names)
        {
            if (found.TryGetValue(name, out Ct? container)) WriteObject(container);
        }
    }

    /// <summary>Asks the engine.</summary>
    private protected abstract IReadOnlyList<CtRunOutcome> Run(IReadOnlyList<string> names);

    /// <summary>Asks the engine what it would refuse, for -WhatIf.</summary>
    private protected abstract IReadOnlyList<CtRunOutcome> Check(IReadOnlyList<string> names);
}
