using System.Management.Automation;
using System.Management.Automation.Host;
using System.Security;

namespace ContainerNet.Shell.Hosting;

/// <summary>What the engine shows and asks, on the console.</summary>
internal sealed partial class ShellUserInterface(ShellConsole console, bool nonInteractive) : PSHostUserInterface
{
    private readonly OutputStream _output = console.Output;
    private readonly OutputStream _error = console.Error;
    private readonly ProgressLine _progress = new(console);

    /// <inheritdoc/>
    public override PSHostRawUserInterface RawUI { get; } = new ShellRawUserInterface(console.Output.IsTerminal);

    /// <inheritdoc/>
    public override bool SupportsVirtualTerminal => console.Output.IsTerminal;

    /// <inheritdoc/>
    public override void Write(string value)
    {
        _progress.Clear();
        _output.Write(value);
    }

    /// <inheritdoc/>
    public override void Write(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) =>
        Write(Coloured(foregroundColor, backgroundColor, value));

    /// <inheritdoc/>
    public override void WriteLine(string value) => Write(value + "\n");

    /// <inheritdoc/>
    public override void WriteLine(ConsoleColor foregroundColor, ConsoleColor backgroundColor, string value) =>
        WriteLine(Coloured(foregroundColor, backgroundColor, value));

    /// <inheritdoc/>
    public override void WriteErrorLine(string value)
    {
        // The formatter ends every error with an empty line, which pwsh does not show either.
        if (string.IsNullOrEmpty(value)) return;
        _progress.Clear();
        _error.WriteLine(value);
    }

    /// <inheritdoc/>
    public override void WriteWarningLine(string message) => WritePrefixed(FormatStyle.Warning, "WARNING: ", message);

    /// <inheritdoc/>
    public override void WriteVerboseLine(string message) => WritePrefixed(FormatStyle.Verbose, "VERBOSE: ", message);

    /// <inheritdoc/>
    public override void WriteDebugLine(string message) => WritePrefixed(FormatStyle.Debug, "DEBUG: ", message);

    /// <inheritdoc/>
    public override void WriteProgress(long sourceId, ProgressRecord record) => _progress.Show(record);

    /// <inheritdoc/>
    public override string ReadLine()
    {
        Interactive();
        return console.ReadLine() ?? "";
    }

    /// <inheritdoc/>
    public override SecureString ReadLineAsSecureString()
    {
        Interactive();
        var secret = new SecureString();
        foreach (char letter in console.ReadSecret()) secret.AppendChar(letter);
        secret.MakeReadOnly();
        return secret;
    }

    private void WritePrefixed(FormatStyle style, string prefix, string message) =>
        WriteLine($"{GetFormatStyleString(style)}{prefix}{message}{PSStyle.Instance.Reset}");

    // On a terminal a colour that is not known is left as it is.
    private static string Coloured(ConsoleColor foreground, ConsoleColor background, string value)
    {
        var style = PSStyle.Instance;
        string start = (Enum.IsDefined(foreground) ? style.Foreground.FromConsoleColor(foreground) : "")
            + (Enum.IsDefined(background) ? style.Background.FromConsoleColor(background) : "");
        return start.Length == 0 ? value : start + value + style.Reset;
    }

    private void Interactive()
    {
        if (nonInteractive)
        {
            throw new PSInvalidOperationException(
                "PowerShell is in NonInteractive mode. Read and Prompt functionality is not available.");
        }
        _progress.Clear();
    }
}
