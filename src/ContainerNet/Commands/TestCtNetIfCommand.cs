using System.Management.Automation;

namespace ContainerNet.Commands;

/// <summary>Compares the desired state with the kernel and the files, difference by difference.</summary>
[Cmdlet(VerbsDiagnostic.Test, "CtNetIf")]
[OutputType(typeof(CtNetIfFinding), typeof(bool))]
public sealed class TestCtNetIfCommand : CtInterfaceQueryCommand
{
    private bool _clean = true;

    /// <summary>Only say whether everything is as it should be: true or false.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <summary>Writes the differences.</summary>
    protected override void ProcessRecord()
    {
        var containers = new NamePattern(Container);
        var names = new NamePattern(Interface);
        foreach (CtNetIfFinding finding in Ask(() => Engine.FindDrift(containers.Matches, this).ToList()))
        {
            if (!names.Matches(finding.Interface)) continue;
            _clean = false;
            if (!Quiet) WriteObject(finding);
        }

        // A name that does not exist must not pass.
        if (this.WriteMissing(containers, names, Container, Engine)) _clean = false;
    }

    /// <summary>Writes the verdict, when that is all that was asked for.</summary>
    protected override void EndProcessing()
    {
        // What can't be read can't be judged.
        if (Quiet) WriteObject(_clean && !HasUnread);
    }
}
