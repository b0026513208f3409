using System.Management.Automation;
using ContainerNet.Completion;

namespace ContainerNet.Commands;

/// <summary>Stops containers and takes their network down.</summary>
[Cmdlet(VerbsLifecycle.Stop, "Ct", SupportsShouldProcess = true)]
[OutputType(typeof(Ct))]
public sealed class StopCtCommand : CtRunCommand
{
    /// <summary>Stop also containers whose network other processes use.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    private protected override string Action => "Stop";

    /// <inheritdoc/>
    private protected override IReadOnlyList<CtRunOutcome> Run(IReadOnlyList<string> names) =>
        Engine.Stop(names, Force, this, Cancellation);

    /// <inheritdoc/>
    private protected override IReadOnlyList<CtRunOutcome> Check(IReadOnlyList<string> names) =>
        Engine.CheckStop(names, Force, this);
}
