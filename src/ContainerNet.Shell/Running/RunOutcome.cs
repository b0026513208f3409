namespace ContainerNet.Shell.Running;

/// <summary>How a run ended.</summary>
internal enum RunOutcome
{
    /// <summary>The last statement succeeded.</summary>
    Succeeded,

    /// <summary>The last statement failed: <c>$?</c> is false.</summary>
    Failed,

    /// <summary>A terminating error ended the run.</summary>
    Threw,

    /// <summary>Somebody pressed Ctrl-C, or a signal came.</summary>
    Stopped,
}
