using System.Management.Automation;
using System.Management.Automation.Host;
using System.Text;
using ContainerNet.Shell.Engine;
using Microsoft.PowerShell.Commands.Internal.Format;

namespace ContainerNet.Shell.Commands.Views;

/// <summary>Writes objects as the text that a prompt would show.</summary>
[Cmdlet(VerbsData.Out, "String", DefaultParameterSetName = "NoNewLineFormatting")]
[OutputType(typeof(string))]
public sealed class OutStringCommand : FrontEndCommandBase
{
    private const int WidthWithoutConsole = 120;
    private readonly LineCollector _lines = new();

    /// <summary>Whether each line is a string of its own.</summary>
    [Parameter(ParameterSetName = "StreamFormatting")]
    public SwitchParameter Stream { get; set; }

    /// <summary>The number of characters in a line.</summary>
    [Parameter]
    [ValidateRange(2, int.MaxValue)]
    public int Width { get; set; }

    /// <summary>Whether the line ends are left out.</summary>
    [Parameter(ParameterSetName = "NoNewLineFormatting")]
    public SwitchParameter NoNewline { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        EngineInternals.SetTextOutput(this, _lines, Width > 0 ? Width : HostWidth());
        base.BeginProcessing();
    }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        base.ProcessRecord();
        if (Stream) WriteLines();
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        base.EndProcessing();
        if (Stream) WriteLines();
        else WriteObject(string.Concat(_lines.Take().Select(line => NoNewline ? line : line + Environment.NewLine)));
    }

    private void WriteLines()
    {
        foreach (string line in _lines.Take()) WriteObject(line);
    }

    private int HostWidth()
    {
        try
        {
            int width = Host.UI?.RawUI?.BufferSize.Width ?? 0;
            return width > 0 ? width : WidthWithoutConsole;
        }
        catch (HostException)
        {
            return WidthWithoutConsole;
        }
    }

    // The formatter knows lines only; what is not yet ended stays until it is.
    private sealed class LineCollector : TextWriter
    {
        private readonly StringBuilder _current = new();
        private List<string> _done = [];

        public override Encoding Encoding => Encoding.Unicode;

        public override void Write(char value) => _current.Append(value);

        public override void Write(string? value) => _current.Append(value);

        public override void WriteLine(string? value)
        {
            _done.Add(_current.Append(value).ToString());
            _current.Clear();
        }

        public List<string> Take()
        {
            var taken = _done;
            _done = [];
            return taken;
        }
    }
}
