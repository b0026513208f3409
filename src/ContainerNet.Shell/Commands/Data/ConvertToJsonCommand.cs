using System.Management.Automation;

namespace ContainerNet.Shell.Commands.Data;

/// <summary>Writes objects as JSON.</summary>
[Cmdlet(VerbsData.ConvertTo, "Json")]
[OutputType(typeof(string))]
public sealed class ConvertToJsonCommand : PSCmdlet
{
    private readonly List<object?> _items = [];

    /// <summary>The objects; more than one become an array.</summary>
    [Parameter(Position = 0, Mandatory = true, ValueFromPipeline = true)]
    [AllowNull]
    public object? InputObject { get; set; }

    /// <summary>How many levels of objects are written as objects; deeper ones become text.</summary>
    [Parameter]
    [ValidateRange(0, 100)]
    public int Depth { get; set; } = 2;

    /// <summary>Whether the text has no spaces and lines.</summary>
    [Parameter]
    public SwitchParameter Compress { get; set; }

    /// <summary>Whether enum values are written by name.</summary>
    [Parameter]
    public SwitchParameter EnumsAsStrings { get; set; }

    /// <summary>Whether even one object becomes an array.</summary>
    [Parameter]
    public SwitchParameter AsArray { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord() => _items.Add(InputObject);

    /// <inheritdoc/>
    protected override void EndProcessing()
    {
        if (_items.Count == 0) return;
        object? whole = _items.Count > 1 || AsArray ? _items : _items[0];
        using var writer = new JsonObjectWriter(Depth, EnumsAsStrings);
        string json = writer.Write(whole, indented: !Compress);
        if (writer.IsTruncated)
            WriteWarning($"Resulting JSON is truncated as serialization has exceeded the set depth of {Depth}.");
        WriteObject(json);
    }
}
