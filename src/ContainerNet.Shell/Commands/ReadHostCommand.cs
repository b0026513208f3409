using System.Management.Automation;
using System.Net;
using System.Security;

namespace ContainerNet.Shell.Commands;

/// <summary>Asks the user for a line.</summary>
[Cmdlet(VerbsCommunications.Read, "Host")]
[OutputType(typeof(string), typeof(SecureString))]
public sealed class ReadHostCommand : PSCmdlet
{
    /// <summary>The question.</summary>
    [Parameter(Position = 0, ValueFromRemainingArguments = true)]
    [AllowNull]
    public object? Prompt { get; set; }

    /// <summary>Whether the answer is not shown, and kept secure.</summary>
    [Parameter]
    public SwitchParameter AsSecureString { get; set; }

    /// <summary>Whether the answer is not shown.</summary>
    [Parameter]
    public SwitchParameter MaskInput { get; set; }

    /// <inheritdoc/>
    protected override void BeginProcessing()
    {
        if (Prompt is not null) Host.UI.Write($"{LanguagePrimitives.ConvertTo<string>(Prompt)}: ");
        if (AsSecureString) WriteObject(Host.UI.ReadLineAsSecureString());
        else if (MaskInput) WriteObject(Plain(Host.UI.ReadLineAsSecureString()));
        else WriteObject(Host.UI.ReadLine());
    }

    private static string Plain(SecureString secret) => new NetworkCredential("", secret).Password;
}
