using System.Management.Automation;
using ContainerNet.Shell.Engine;

namespace ContainerNet.Shell.Commands.Writing;

/// <summary>Writes a non-terminating error.</summary>
[Cmdlet(VerbsCommunications.Write, "Error", DefaultParameterSetName = NoException)]
public sealed class WriteErrorCommand : PSCmdlet
{
    private const string NoException = "NoException";
    private const string WithException = "WithException";
    private const string FromRecord = "ErrorRecord";
    private const string DefaultId = "Microsoft.PowerShell.Commands.WriteErrorException";

    /// <summary>The exception that the error is about.</summary>
    [Parameter(ParameterSetName = WithException, Mandatory = true, Position = 0)]
    public Exception? Exception { get; set; }

    /// <summary>The text.</summary>
    [Parameter(ParameterSetName = NoException, Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [Parameter(ParameterSetName = WithException)]
    [AllowNull]
    [AllowEmptyString]
    [Alias("Msg")]
    public string? Message { get; set; }

    /// <summary>A whole error record.</summary>
    [Parameter(ParameterSetName = FromRecord, Mandatory = true, Position = 0)]
    public ErrorRecord? ErrorRecord { get; set; }

    /// <summary>The kind of error.</summary>
    [Parameter(ParameterSetName = NoException)]
    [Parameter(ParameterSetName = WithException)]
    public ErrorCategory Category { get; set; } = ErrorCategory.NotSpecified;

    /// <summary>The name of the error, for scripts.</summary>
    [Parameter(ParameterSetName = NoException)]
    [Parameter(ParameterSetName = WithException)]
    public string ErrorId { get; set; } = "";

    /// <summary>The object that the error is about.</summary>
    [Parameter(ParameterSetName = NoException)]
    [Parameter(ParameterSetName = WithException)]
    public object? TargetObject { get; set; }

    /// <summary>What the user can do about it.</summary>
    [Parameter]
    public string RecommendedAction { get; set; } = "";

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var record = ErrorRecord is null ? Compose() : new ErrorRecord(ErrorRecord, null);
        if (RecommendedAction.Length > 0)
        {
            record.ErrorDetails ??= new ErrorDetails(record.Exception.Message);
            record.ErrorDetails.RecommendedAction = RecommendedAction;
        }
        // The error is shown where the calling function was called, not inside it.
        if (GetVariableValue("MyInvocation") is InvocationInfo caller)
        {
            EngineInternals.AttributeTo(record, caller);
            record.CategoryInfo.Activity = "Write-Error";
        }
        WriteError(record);
    }

    private ErrorRecord Compose()
    {
        string id = ErrorId.Length > 0 ? ErrorId : Exception?.GetType().FullName ?? DefaultId;
        var exception = Exception ?? new WriteErrorException(Message ?? "");
        var record = new ErrorRecord(exception, id, Category, TargetObject);
        if (Exception is not null && !string.IsNullOrEmpty(Message)) record.ErrorDetails = new ErrorDetails(Message);
        return record;
    }
}
