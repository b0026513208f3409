namespace ContainerNet;

/// <summary>The kind of an error; the cmdlets have a PowerShell category for each.</summary>
public enum CtErrorKind
{
    /// <summary>The thing does not exist.</summary>
    NotFound,

    /// <summary>The thing already exists, or belongs to another owner.</summary>
    AlreadyExists,

    /// <summary>The value is invalid.</summary>
    InvalidArgument,

    /// <summary>Not in this state: the container must be stopped first.</summary>
    InvalidOperation,

    /// <summary>A file does not have the content that it should have.</summary>
    InvalidData,

    /// <summary>A privilege is missing.</summary>
    PermissionDenied,

    /// <summary>Another process holds it now.</summary>
    Busy,

    /// <summary>The kernel, or the thing itself, does not support it.</summary>
    NotSupported,

    /// <summary>The kernel refused, for a reason of its own.</summary>
    KernelRefused,

    /// <summary>A program that is needed is missing or failed.</summary>
    ToolFailed,

    /// <summary>It took too long.</summary>
    Timeout,
}

/// <summary>The one error that leaves the engine: what, why, and what to do about it.</summary>
public sealed class ContainerNetException : Exception
{
    /// <summary>Makes an error.</summary>
    /// <param name="errorId">A stable name, such as AddressInUse.</param>
    /// <param name="kind">The kind.</param>
    /// <param name="message">Subject, verb, object; and the kernel's message, if there is one.</param>
    /// <param name="target">The name of the thing.</param>
    /// <param name="remedy">What the user can do.</param>
    /// <param name="inner">The cause.</param>
    public ContainerNetException(
        string errorId, CtErrorKind kind, string message, string? target = null, string? remedy = null,
        Exception? inner = null)
        : base(message, inner)
    {
        ErrorId = errorId;
        Kind = kind;
        Target = target;
        Remedy = remedy;
    }

    /// <summary>A stable name for scripts to test.</summary>
    public string ErrorId { get; }

    /// <summary>The kind.</summary>
    public CtErrorKind Kind { get; }

    /// <summary>The name of the thing.</summary>
    public string? Target { get; }

    /// <summary>What the user can do.</summary>
    public string? Remedy { get; }
}
