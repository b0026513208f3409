using System.Management.Automation;
using ContainerNet.Completion;

namespace ContainerNet.Commands;

/// <summary>Stops containers and takes their network down.</summary>
[Cmdlet(VerbsLifecycle.Stop, "Ct", SupportsShouldProcess = true)]
[OutputType(typeof(Ct))]
public sealed class StopCtCommand : CtRunCommand
{
    /// <inheritdoc/>
    private protected override string Action => "Stop";

    private protected override bool Starts => false;

    /// <inheritdoc/>
    private protected override IReadOnlyList<CtRunOutcome> Run(IReadOnlyList<string> names) =>
        Engine.Stop(names, this, Cancellation);
}
