using System.Management.Automation;
using System.Text;

namespace ContainerNet.Shell.Commands.Data;

/// <summary>Makes objects of delimited text.</summary>
[Cmdlet(VerbsData.ConvertFrom, "Csv")]
public sealed class ConvertFromCsvCommand : PSCmdlet
{
    private readonly StringBuilder _text = new();

    /// <summary>The text, in lines or whole.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    [AllowEmptyCollection]
    public PSObject[] InputObject { get; set; } = [];

    /// <summary>What stands between the values.</summary>
    [Parameter(Position = 1)]
    public char Delimiter { get; set; } = ',';

    /// <summary>The names of the columns, where the text has none.</summary>
    [Parameter]
    public string[]? Header { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        foreach (var line in InputObject) _text.Append(line).Append('\n');
    }

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        using var text = new StringReader(_text.ToString());
        WriteObject(new CsvObjectReader(this, Delimiter, Header).Read(text), enumerateCollection: true);
    }
}
