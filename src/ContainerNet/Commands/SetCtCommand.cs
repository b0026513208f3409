using System.Management.Automation;
using ContainerNet.Completion;

namespace ContainerNet.Commands;

/// <summary>Changes settings of a container.</summary>
[Cmdlet(VerbsCommon.Set, "Ct", SupportsShouldProcess = true)]
[OutputType(typeof(Ct))]
public sealed class SetCtCommand : CtChangeCommand
{
    /// <summary>The containers.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name", "CtId")]
    [ArgumentCompleter(typeof(ContainerCompleter))]
    public string[] Container { get; set; } = [];

    /// <summary>The network stack inside; "auto" looks into the root file system again.</summary>
    [Parameter(Mandatory = true)]
    [ArgumentCompleter(typeof(NetworkStackCompleter))]
    public string NetworkStack { get; set; } = "";

    /// <summary>Write the containers afterwards.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>Collects the change.</summary>
    protected override void ProcessRecord()
    {
        string? stack = NetworkStack.Equals("auto", StringComparison.OrdinalIgnoreCase) ? null : NetworkStack;
        foreach (string name in Container) Queue(new SetContainer(name, stack), $"Set network stack {NetworkStack}");
    }

    private protected override void WriteResults(IReadOnlyList<CtOutcome> outcomes)
    {
        if (!PassThru) return;
        foreach (CtOutcome outcome in outcomes) WriteObject(outcome.Container);
    }
}
