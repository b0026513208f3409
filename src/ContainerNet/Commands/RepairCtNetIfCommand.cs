using System.Management.Automation;

namespace ContainerNet.Commands;

/// <summary>Repairs what Test-CtNetIf finds, and nothing else.</summary>
[Cmdlet(VerbsDiagnostic.Repair, "CtNetIf", SupportsShouldProcess = true)]
[OutputType(typeof(CtNetIfFinding))]
public sealed class RepairCtNetIfCommand : CtInterfaceQueryCommand
{
    private readonly List<CtNetIfFinding> _findings = [];
    private readonly HashSet<CtNetIfFinding> _seen = [];

    /// <summary>Replace ContainerNet's files that the container's administrator has edited.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Write what was repaired.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>Collects the differences to repair.</summary>
    protected override void ProcessRecord()
    {
        var containers = new NamePattern(Container);
        var names = new NamePattern(Interface);
        foreach (CtNetIfFinding finding in Ask(() => Engine.FindDrift(containers.Matches, this).ToList()))
        {
            bool wanted = names.Matches(finding.Interface) && !_seen.Contains(finding);
            if (wanted && ShouldProcess(finding.GetTarget(), Describe(finding)))
            {
                _findings.Add(finding);
                _seen.Add(finding);
            }
        }

        this.WriteMissing(containers, names, Container, Engine);
    }

    /// <summary>Repairs them.</summary>
    protected override void EndProcessing()
    {
        foreach (CtRepairOutcome outcome in Ask(() => Engine.Repair(_findings, Force, this, Cancellation)))
        {
            if (outcome.Error is not null) WriteError(outcome.Error);
            else if (PassThru) WriteObject(outcome.Finding);
        }
    }

    private static string Describe(CtNetIfFinding finding) =>
        $"Repair {finding.What} ({finding.Where}): {finding.Actual} -> {finding.Expected}";
}
