namespace ContainerNet.Shell.CommandLine;

/// <summary>The command line, understood.</summary>
internal sealed record ShellOptions
{
    /// <summary>What to do.</summary>
    public ShellMode Mode { get; init; }

    /// <summary>The command text or the script's path.</summary>
    public string Text { get; init; } = "";

    /// <summary>The arguments of the script, or of the command text.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>The folder to start in.</summary>
    public string? WorkingDirectory { get; init; }

    /// <summary>Whether the user's profile script is left out.</summary>
    public bool NoProfile { get; init; }

    /// <summary>Whether a question to the user is an error.</summary>
    public bool NonInteractive { get; init; }

    /// <summary>Whether the greeting of the prompt is left out.</summary>
    public bool NoLogo { get; init; }

    /// <summary>Whether a prompt follows the command or script.</summary>
    public bool NoExit { get; init; }

    /// <summary>What is wrong with the command line; the shell then ends with 64.</summary>
    public string? Error { get; init; }

    /// <summary>Reads the command line.</summary>
    public static ShellOptions Parse(IReadOnlyList<string> arguments) => new CommandLineParser(arguments).Parse();
}
