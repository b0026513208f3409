using System.Management.Automation;

namespace ContainerNet.Commands;

/// <summary>An engine's error as PowerShell's: id, category, target, and what to do about it.</summary>
internal static class CtErrorRecord
{
    public static ErrorRecord Of(ContainerNetException error, object? target)
    {
        var record = new ErrorRecord(error, error.ErrorId, Category(error.Kind), target ?? error.Target);
        if (error.Remedy is not null)
        {
            record.ErrorDetails = new ErrorDetails(error.Message)
            {
                RecommendedAction = error.Remedy,
            };
        }

        return record;
    }

    private static ErrorCategory Category(CtErrorKind kind) => kind switch
    {
        CtErrorKind.NotFound => ErrorCategory.ObjectNotFound,
        CtErrorKind.AlreadyExists => ErrorCategory.ResourceExists,
        CtErrorKind.InvalidArgument => ErrorCategory.InvalidArgument,
        CtErrorKind.InvalidOperation => ErrorCategory.InvalidOperation,
        CtErrorKind.InvalidData => ErrorCategory.InvalidData,
        CtErrorKind.PermissionDenied => ErrorCategory.PermissionDenied,
        CtErrorKind.Busy => ErrorCategory.ResourceBusy,
        CtErrorKind.NotSupported => ErrorCategory.NotImplemented,
        CtErrorKind.Timeout => ErrorCategory.OperationTimeout,
        CtErrorKind.ToolFailed => ErrorCategory.ResourceUnavailable,
        _ => ErrorCategory.InvalidResult,
    };
}
