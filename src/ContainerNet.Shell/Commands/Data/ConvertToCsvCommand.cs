using System.Management.Automation;

namespace ContainerNet.Shell.Commands.Data;

/// <summary>Writes objects as delimited text.</summary>
[Cmdlet(VerbsData.ConvertTo, "Csv")]
[OutputType(typeof(string))]
public sealed class ConvertToCsvCommand : PSCmdlet
{
    private CsvObjectWriter? _writer;

    /// <summary>The objects.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    public PSObject? InputObject { get; set; }

    /// <summary>What stands between the values.</summary>
    [Parameter(Position = 1)]
    public char Delimiter { get; set; } = ',';

    /// <summary>When values are quoted.</summary>
    [Parameter]
    public QuoteKind UseQuotes { get; set; } = QuoteKind.Always;

    /// <summary>Whether the line of names is left out.</summary>
    [Parameter]
    public SwitchParameter NoHeader { get; set; }

    /// <summary>Accepted for scripts that say it; there is no type line.</summary>
    [Parameter]
    [Alias("NTI")]
    public SwitchParameter NoTypeInformation { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        if (InputObject is null) return;
        if (_writer is null)
        {
            _writer = new CsvObjectWriter(Delimiter, UseQuotes) { Columns = CsvObjectWriter.ColumnsOf(InputObject) };
            if (!NoHeader) WriteObject(_writer.Header);
        }
        WriteObject(_writer.Row(InputObject));
    }
}
