using System.Management.Automation;
using ContainerNet.Completion;

namespace ContainerNet.Commands;

/// <summary>Compares the desired state with the kernel and the files, difference by difference.</summary>
[Cmdlet(VerbsDiagnostic.Test, "CtNetIf")]
[OutputType(typeof(CtNetIfFinding), typeof(bool))]
public sealed class TestCtNetIfCommand : CtCommand
{
    private bool _clean = true;

    /// <summary>The containers; wildcards are allowed. All when not given.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("CtId")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(ContainerCompleter))]
    public string[]? Container { get; set; }

    /// <summary>The interfaces' names inside the container; wildcards are allowed.</summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    [Alias("IfName", "InterfaceAlias")]
    [SupportsWildcards]
    [ArgumentCompleter(typeof(InterfaceCompleter))]
    public string[]? Interface { get; set; }

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
        if (Quiet) WriteObject(_clean);
    }
}
