using System.Collections.ObjectModel;
using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;

namespace ContainerNet.Shell.Hosting;

/// <summary>The questions: mandatory parameters, choices, credentials.</summary>
internal sealed partial class ShellUserInterface
{
    /// <inheritdoc/>
    public override Dictionary<string, PSObject> Prompt(
        string caption, string message, Collection<FieldDescription> descriptions)
    {
        Interactive();
        Heading(caption, message);
        var answers = new Dictionary<string, PSObject>(StringComparer.OrdinalIgnoreCase);
        foreach (var field in descriptions)
        {
            var type = Type.GetType(field.ParameterAssemblyFullName) ?? typeof(string);
            string label = string.IsNullOrEmpty(field.Label)
                ? field.Name
                : field.Label.Replace("&", "", StringComparison.Ordinal);
            answers[field.Name] = PSObject.AsPSObject(type.IsArray ? AskMany(label, type) : AskOne(label, type));
        }
        return answers;
    }

    /// <inheritdoc/>
    public override int PromptForChoice(
        string caption, string message, Collection<ChoiceDescription> choices, int defaultChoice)
    {
        Interactive();
        Heading(caption, message);
        var menu = new ChoiceMenu(choices, defaultChoice);
        while (true)
        {
            Write(menu.Question(RawUI.BufferSize.Width));
            string? answer = console.ReadLine();
            // Without an answer to come, the default would confirm what nobody confirmed.
            if (answer is null) throw new PSInvalidOperationException("Standard input ended at a question.");
            if (answer.Trim() == "?") WriteLine(menu.Help);
            else if (menu.Find(answer) is { } index) return index;
        }
    }

    /// <inheritdoc/>
    public override PSCredential PromptForCredential(
        string caption, string message, string userName, string targetName) =>
        PromptForCredential(
            caption, message, userName, targetName, PSCredentialTypes.Default, PSCredentialUIOptions.Default);

    /// <inheritdoc/>
    public override PSCredential PromptForCredential(
        string caption, string message, string userName, string targetName,
        PSCredentialTypes allowedCredentialTypes, PSCredentialUIOptions options)
    {
        Interactive();
        Heading(caption, message);
        if (string.IsNullOrEmpty(userName)) userName = (string)AskOne("User", typeof(string))!;
        Write($"Password for user {userName}: ");
        return new PSCredential(userName, ReadLineAsSecureString());
    }

    private void Heading(string caption, string message)
    {
        if (!string.IsNullOrEmpty(caption)) WriteLine("\n" + caption);
        if (!string.IsNullOrEmpty(message)) WriteLine(message);
    }

    private object? AskOne(string label, Type type)
    {
        if (type == typeof(System.Security.SecureString))
        {
            Write($"{label}: ");
            return ReadLineAsSecureString();
        }
        while (true)
        {
            Write($"{label}: ");
            string text = console.ReadLine() ?? "";
            if (LanguagePrimitives.TryConvertTo(text, type, CultureInfo.InvariantCulture, out object value))
                return value;
            WriteErrorLine($"Cannot recognize \"{text}\" as a {type.Name}.");
        }
    }

    private Array AskMany(string label, Type type)
    {
        var element = type.GetElementType()!;
        var values = new List<object>();
        while (true)
        {
            Write($"{label}[{values.Count}]: ");
            string? text = console.ReadLine();
            if (string.IsNullOrEmpty(text)) break;
            if (LanguagePrimitives.TryConvertTo(text, element, CultureInfo.InvariantCulture, out object value))
                values.Add(value);
            else
                WriteErrorLine($"Cannot recognize \"{text}\" as a {element.Name}.");
        }
        var array = Array.CreateInstance(element, values.Count);
        for (int i = 0; i < values.Count; i++) array.SetValue(values[i], i);
        return array;
    }
}
