using System.Management.Automation;
using ContainerNet.Completion;

namespace ContainerNet.Commands;

/// <summary>Makes a namespace container.</summary>
[Cmdlet(VerbsCommon.New, "Ct", SupportsShouldProcess = true)]
[OutputType(typeof(Ct))]
public sealed class NewCtCommand : CtChangeCommand
{
    /// <summary>The names of the new containers.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Container", "CtId")]
    public string[] Name { get; set; } = [];

    /// <summary>The root file system, a directory on the host. Without one the container is a bare namespace.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("RootPath")]
    public string? RootFs { get; set; }

    /// <summary>The command, with its arguments, that runs in the container.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("InitCommand")]
    public string[]? Init { get; set; }

    /// <summary>The network stack inside, in place of the one found in the root file system.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(NetworkStackCompleter))]
    public string? NetworkStack { get; set; }

    /// <summary>Collects the containers to make.</summary>
    protected override void ProcessRecord()
    {
        string? rootFs = string.IsNullOrEmpty(RootFs) ? null : GetUnresolvedProviderPathFromPSPath(RootFs);
        foreach (string name in Name)
        {
            Queue(
                new NewContainer(name)
                {
                    RootFs = rootFs,
                    Init = Init ?? [],
                    NetworkStack = string.IsNullOrEmpty(NetworkStack) ? null : NetworkStack,
                },
                "Make namespace container");
        }
    }

    private protected override void WriteResults(IReadOnlyList<CtOutcome> outcomes)
    {
        foreach (CtOutcome outcome in outcomes) WriteObject(outcome.Container);
    }
}
