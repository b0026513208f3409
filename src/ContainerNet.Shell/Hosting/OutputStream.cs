using System.Management.Automation;
using System.Management.Automation.Internal;

namespace ContainerNet.Shell.Hosting;

/// <summary>Standard output or standard error: writes text, with its colours only where they are wanted.</summary>
internal sealed class OutputStream(TextWriter writer, bool isTerminal)
{
    private const char Escape = '\e';

    /// <summary>Whether a person is likely to read it.</summary>
    public bool IsTerminal { get; } = isTerminal;

    /// <summary>Whether the column is zero, as far as this stream knows.</summary>
    public bool AtLineStart { get; private set; } = true;

    /// <summary>Writes text as <c>$PSStyle.OutputRendering</c> asks.</summary>
    public void Write(string text)
    {
        if (text.Length == 0) return;
        string shown = ShowsColours || !text.Contains(Escape)
            ? text
            : new StringDecorated(text).ToString(OutputRendering.PlainText);
        writer.Write(shown);
        AtLineStart = shown.EndsWith('\n');
    }

    /// <summary>Writes a line.</summary>
    public void WriteLine(string text) => Write(text + "\n");

    /// <summary>Writes control sequences, past all rendering.</summary>
    public void WriteRaw(string sequence) => writer.Write(sequence);

    private bool ShowsColours => PSStyle.Instance.OutputRendering switch
    {
        OutputRendering.Ansi => true,
        OutputRendering.PlainText => false,
        _ => IsTerminal,
    };
}
