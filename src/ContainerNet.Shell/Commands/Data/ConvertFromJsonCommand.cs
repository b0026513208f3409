using System.Management.Automation;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace ContainerNet.Shell.Commands.Data;

/// <summary>Makes objects of JSON.</summary>
[Cmdlet(VerbsData.ConvertFrom, "Json")]
public sealed class ConvertFromJsonCommand : PSCmdlet
{
    private readonly List<string> _lines = [];

    /// <summary>The text; the lines of one document may come one by one.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    [AllowEmptyString]
    public string InputObject { get; set; } = "";

    /// <summary>Whether objects become hashtables, which may have any keys, and in their order.</summary>
    [Parameter]
    public SwitchParameter AsHashtable { get; set; }

    /// <summary>How deep the document may be.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue)]
    public int Depth { get; set; } = 1024;

    /// <summary>Whether an array goes on as one object.</summary>
    [Parameter]
    public SwitchParameter NoEnumerate { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => _lines.Add(InputObject);

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (_lines.Count > 1 && IsDocument(_lines[0])) _lines.ForEach(Convert);
        else Convert(string.Join('\n', _lines));
    }

    private void Convert(string text)
    {
        if (string.IsNullOrWhiteSpace(text)) return;
        try
        {
            var reader = new JsonObjectReader(AsHashtable);
            WriteObject(reader.Read(Parse(text)), enumerateCollection: !NoEnumerate);
        }
        catch (Exception error) when (error is JsonException or InvalidDataException)
        {
            ThrowTerminatingError(new ErrorRecord(
                new ArgumentException("Conversion from JSON failed with error: " + error.Message, error),
                "System.ArgumentException", ErrorCategory.NotSpecified, null));
        }
    }

    // Whether each line is a document by itself shows in the first one.
    private bool IsDocument(string line)
    {
        try
        {
            Parse(line);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private JToken Parse(string text)
    {
        using var reader = new JsonTextReader(new StringReader(text)) { MaxDepth = Depth };
        var token = JToken.ReadFrom(reader);
        while (reader.Read())
        {
            if (reader.TokenType != JsonToken.Comment)
                throw new JsonReaderException($"Additional text after the end of the document: {reader.Value}.");
        }
        return token;
    }
}
