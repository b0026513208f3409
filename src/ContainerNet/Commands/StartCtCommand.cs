using System.Management.Automation;
using ContainerNet.Completion;

namespace ContainerNet.Commands;

/// <summary>Starts containers with their network.</summary>
[Cmdlet(VerbsLifecycle.Start, "Ct", SupportsShouldProcess = true)]
[OutputType(typeof(Ct))]
public sealed class StartCtCommand : CtRunCommand
{
    /// <inheritdoc/>
    private protected override string Action => "Start";

    /// <inheritdoc/>
    private protected override IReadOnlyList<CtRunOutcome> Run(IReadOnlyList<string> names) =>
        Engine.Start(names, this, Cancellation);

    /// <inheritdoc/>
    private protected override IReadOnlyList<CtRunOutcome> Check(IReadOnlyList<string> names) =>
        Engine.CheckStart(names);
}
