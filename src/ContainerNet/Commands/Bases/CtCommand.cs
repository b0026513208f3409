using System.Management.Automation;
using ContainerNet.Loading;

namespace ContainerNet.Commands;

/// <summary>What all cmdlets share: the engine, its observer, cancellation, and errors in PowerShell's form.</summary>
public abstract partial class CtCommand : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource _cancellation = new();
    private NearMiss? _nearMiss;

    /// <summary>The engine; loaded by the first cmdlet that asks.</summary>
    private protected static IContainerNetEngine Engine => EngineLoadContext.Engine;

    /// <summary>Cancelled by Ctrl-C.</summary>
    private protected CancellationToken Cancellation => _cancellation.Token;

    /// <summary>Runs on a different thread than the pipeline, so it only cancels.</summary>
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
    internal void WriteError(ContainerNetException error, object? target = null) => WriteError(Record(error, target));

    /// <summary>An error as PowerShell's, with the name that may have been meant.</summary>
    private protected ErrorRecord Record(ContainerNetException error, object? target = null)
    {
        _nearMiss ??= new NearMiss(Engine);
        return CtErrorRecord.Of(_nearMiss.Amend(error), target);
    }

    /// <summary>Calls the engine; an error of the whole call ends the pipeline.</summary>
    private protected T Ask<T>(Func<T> call)
    {
        try
        {
            return Attended(call);
        }
        catch (ContainerNetException e)
        {
            ThrowTerminatingError(Record(e));
            throw;
        }
        catch (OperationCanceledException)
        {
            throw new PipelineStoppedException();
        }
    }
}
