namespace ContainerNet.Shell.Prompt;

/// <summary>What a key did to the line.</summary>
internal enum EditResult
{
    /// <summary>The line goes on.</summary>
    Continue,

    /// <summary>The line is complete.</summary>
    Accept,

    /// <summary>The line is given up.</summary>
    Cancel,

    /// <summary>The session is over.</summary>
    EndOfInput,

    /// <summary>The line goes on, on an empty screen.</summary>
    ClearScreen,
}
