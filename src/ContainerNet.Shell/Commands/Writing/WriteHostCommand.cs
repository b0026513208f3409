using System.Collections;
using System.Management.Automation;

namespace ContainerNet.Shell.Commands.Writing;

/// <summary>Writes to the host, past the pipeline.</summary>
[Cmdlet(VerbsCommunications.Write, "Host")]
public sealed class WriteHostCommand : PSCmdlet
{
    /// <summary>What is written.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true, ValueFromRemainingArguments = true)]
    [Alias("Msg", "Message")]
    public object? Object { get; set; }

    /// <summary>Whether the line is left open.</summary>
    [Parameter]
    public SwitchParameter NoNewline { get; set; }

    /// <summary>What stands between the elements of a list.</summary>
    [Parameter]
    public object Separator { get; set; } = " ";

    /// <summary>The colour of the text.</summary>
    [Parameter]
    public ConsoleColor? ForegroundColor { get; set; }

    /// <summary>The colour behind the text.</summary>
    [Parameter]
    public ConsoleColor? BackgroundColor { get; set; }

    /// <inheritdoc/>
    protected override void ProcessRecord()
    {
        var message = new HostInformationMessage { Message = Text(Object), NoNewLine = NoNewline };
        if (ForegroundColor is not null || BackgroundColor is not null)
        {
            message.ForegroundColor = ForegroundColor ?? Host.UI.RawUI.ForegroundColor;
            message.BackgroundColor = BackgroundColor ?? Host.UI.RawUI.BackgroundColor;
        }
        WriteInformation(message, ["PSHOST"]);
    }

    private string Text(object? value) => value switch
    {
        null => "",
        string text => text,
        PSObject { BaseObject: not PSCustomObject } wrapped => Text(wrapped.BaseObject),
        IEnumerable list => string.Join(Separator.ToString(), list.Cast<object?>().Select(Text)),
        _ => LanguagePrimitives.ConvertTo<string>(value),
    };
}
