using System.Management.Automation;
using ContainerNet.Loading;

namespace ContainerNet.Commands;

/// <summary>What all cmdlets share: the engine, its observer, cancellation, and errors in PowerShell's form.</summary>
public abstract partial class CtCommand : PSCmdlet, IDisposable
{
    private readonly CancellationTokenSource _cancellation = new();
    private NearMiss? _nearMiss;
    private string[] _typed = [];

    /// <summary>The engine; loaded by the first cmdlet that asks.</summary>
    private protected static IContainerNetEngine Engine => EngineLoadContext.Engine;

    /// <summary>Cancelled by Ctrl-C.</summary>
    private protected CancellationToken Cancellation => _cancellation.Token;

    /// <summary>Notes what was given on the command line, before the pipeline adds to it.</summary>
    protected override void BeginProcessing()
    {
        _typed = [.. MyInvocation.BoundParameters.Keys];
        if (EmptyArgument.In(this) is { } error) ThrowTerminatingError(Record(error));
    }

    /// <summary>Whether a parameter was given on the command line.</summary>
    /// <param name="parameter">Its name.</param>
    private protected bool IsTyped(string parameter) => _typed.Contains(parameter, StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// Whether a parameter has a value, from the command line or from an object of the pipeline; an empty cell is none.
    /// </summary>
    /// <param name="parameter">Its name.</param>
    /// <param name="row">The object of the pipeline, if there is one.</param>
    private protected bool IsGiven(string parameter, PSObject? row) =>
        IsTyped(parameter) || NamesOf(parameter).Any(n =>
            !string.IsNullOrWhiteSpace(row?.Properties[n]?.Value?.ToString()));

    /// <summary>
    /// Whether a setting is asked for: given, and not only shown by an object of the type that is changed.
    /// </summary>
    /// <typeparam name="T">The type whose objects show their settings.</typeparam>
    /// <param name="parameter">The setting.</param>
    /// <param name="row">The object of the pipeline, if there is one.</param>
    private protected bool IsAsked<T>(string parameter, PSObject? row) =>
        IsTyped(parameter) || (!IsOf<T>(row) && IsGiven(parameter, row));

    /// <summary>Whether an object is of a type of ours, also when it came from another session.</summary>
    /// <typeparam name="T">The type.</typeparam>
    /// <param name="item">The object.</param>
    private protected static bool IsOf<T>(PSObject? item) =>
        item is not null && item.TypeNames.Any(n => n.EndsWith(typeof(T).FullName!, StringComparison.Ordinal));

    // PowerShell binds a property of any of them.
    private IEnumerable<string> NamesOf(string parameter) =>
        MyInvocation.MyCommand.Parameters.TryGetValue(parameter, out ParameterMetadata? known)
            ? known.Aliases.Prepend(parameter)
            : [parameter];

    /// <summary>What a switch and its opposite say, such as -Dhcp and -NoDhcp; null when neither was given.</summary>
    /// <param name="name">The switch's name; its opposite begins with No.</param>
    /// <param name="wanted">The switch.</param>
    /// <param name="refused">Its opposite.</param>
    /// <param name="row">The object of the pipeline, which may have a value for the switch.</param>
    private protected bool? Choice(string name, bool wanted, bool refused, PSObject? row)
    {
        bool opposite = IsTyped("No" + name);
        if (opposite && IsTyped(name) && wanted == refused)
        {
            ThrowTerminatingError(Record(new ContainerNetException(
                "ContradictingSwitches", CtErrorKind.InvalidArgument, $"-{name} and -No{name} contradict each other.",
                name, $"Leave one of them out; -{name}:$false is the same as -No{name}.")));
        }

        return opposite ? !refused : IsGiven(name, row) ? wanted : null;
    }

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
