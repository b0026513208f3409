using System.Management.Automation;
using ContainerNet.Loading;

namespace ContainerNet.Commands;

/// <summary>What all cmdlets share: the engine, its observer, cancellation, and errors in PowerShell's form.</summary>
public abstract class CtCommand : PSCmdlet, ICtObserver, IDisposable
{
    private readonly CancellationTokenSource _cancellation = new();

    /// <summary>The engine; loaded by the first cmdlet that asks.</summary>
    private protected static IContainerNetEngine Engine => EngineLoadContext.Engine;

    /// <summary>Cancelled by Ctrl-C.</summary>
    private protected CancellationToken Cancellation => _cancellation.Token;

    /// <inheritdoc/>
    void ICtObserver.Warning(string message) => WriteWarning(message);

    /// <inheritdoc/>
    bool ICtObserver.WantsVerbose => MyInvocation.BoundParameters.TryGetValue("Verbose", out object? wish)
        ? wish is SwitchParameter { IsPresent: true }
        : GetVariableValue("VerbosePreference") is not (null or ActionPreference.SilentlyContinue or ActionPreference.Ignore);

    /// <inheritdoc/>
    void ICtObserver.Verbose(string message) => WriteVerbose(message);

    /// <inheritdoc/>
    void ICtObserver.Error(ContainerNetException error) => WriteError(error);

    /// <summary>Runs on another thread than the pipeline: it only cancels.</summary>
    protected override void StopProcessing() => _cancellation.Cancel();

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Releases what the cmdlet holds.</summary>
    /// <param name="disposing">True when called by <see cref="Dispose()"/>.</param>
    protected virtual void Dispose(bool disposing)
    {
        if (disposing) _cancellation.Dispose();
    }

    /// <summary>Reports an error of one item, and goes on.</summary>
    internal void WriteError(ContainerNetException error, object? target = null) =>
        WriteError(CtErrorRecord.Of(error, target));

    /// <summary>Calls the engine; an error of the whole call ends the pipeline.</summary>
    private protected T Ask<T>(Func<T> call)
    {
        try
        {
            return call();
        }
        catch (ContainerNetException e)
        {
            ThrowTerminatingError(CtErrorRecord.Of(e, null));
            throw;
        }
        catch (OperationCanceledException)
        {
            throw new PipelineStoppedException();
        }
    }
}
