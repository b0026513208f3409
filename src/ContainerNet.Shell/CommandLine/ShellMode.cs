namespace ContainerNet.Shell.CommandLine;

/// <summary>What the shell was started to do.</summary>
internal enum ShellMode
{
    /// <summary>A prompt on a terminal; a script when standard input is not one.</summary>
    Prompt,

    /// <summary>A command line: <c>-Command</c>.</summary>
    Command,

    /// <summary>A script file: <c>-File</c>.</summary>
    File,

    /// <summary>A script read whole from standard input: <c>-</c>.</summary>
    StandardInput,

    /// <summary>Write the version and end.</summary>
    Version,

    /// <summary>Write the usage and end.</summary>
    Help,
}
